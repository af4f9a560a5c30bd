import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import type { Slot } from "./slot.ts";

/** On which days after the call it is asked whether it is easing (docs/features.md A3). */
export const easingDays = [1, 3, 28] as const;
export type EasingDay = (typeof easingDays)[number];

/** An open question closes by itself: "right now" is over by then. */
const openFor = hours(12);

type Over = "answered" | "skipped" | "passed";

/**
 * The one question after a hard call (docs/features.md K2). What was answered is not here: it is
 * sealed, with the other answers.
 */
export interface Question {
  /** The call's local day: the follow-ups are counted from it. */
  readonly call: string;
  readonly danger: boolean;
  /** Looked at then, and not before. */
  readonly at: Instant;
  /** Not asked after this; once asked, open until then. */
  readonly until: Instant;
  readonly is: "waiting" | "asked" | Over;
  readonly occasion?: string;
  readonly askedAt?: Instant;
}

export interface EasingSlot {
  readonly after: EasingDay;
  readonly slot: Slot;
}

/**
 * *Is it easing?*, for those who asked for it: one series at a time, so that nobody is asked of
 * two calls.
 */
export interface Easing {
  readonly call: string;
  /** Absent: all days are over. */
  readonly next?: EasingSlot;
  /** Not free at the slot: looked at again then. */
  readonly lookAt?: Instant;
  /** Without an occasion it came with the ordinary check-in of that day. */
  readonly asked?: EasingSlot & { readonly is: "asked" | Over; readonly occasion?: string };
}

/**
 * To somebody without check-ins: whether they want to be asked if it is easing. Accepted, declined
 * and not answered are one here: over.
 */
export interface Offer {
  readonly call: string;
  /** Looked at then, and not before; once it was offered, when that was. */
  readonly at: Instant;
  /** Not offered after this, and not open. */
  readonly until: Instant;
  readonly is: "waiting" | "offered" | "over";
  readonly occasion?: string;
}

/** What follows a hard call, for one person: of calls it knows that there was one, and when. */
export interface Aftercare {
  readonly question?: Question;
  readonly offer?: Offer;
  readonly easing?: Easing;
}

type OfferEvent =
  | {
      readonly type: "offerDue";
      readonly person: PersonId;
      readonly call: string;
      readonly offerAt: Instant;
      readonly until: Instant;
    }
  | { readonly type: "offerMoved"; readonly offerAt: Instant }
  | { readonly type: "offered" | "offerOver" };

export type CareEvent = { readonly at: Instant } & (
  | {
      readonly type: "careDue";
      readonly call: string;
      readonly danger: boolean;
      readonly askAt: Instant;
      readonly until: Instant;
    }
  | OfferEvent
  | { readonly type: "careMoved"; readonly askAt: Instant; readonly until: Instant }
  | { readonly type: "careAsked" }
  | { readonly type: "careOver"; readonly how: Over }
  | { readonly type: "easingBegan"; readonly call: string; readonly next: EasingSlot }
  | { readonly type: "easingMoved"; readonly next: EasingSlot; readonly lookAt?: Instant }
  | {
      readonly type: "easingAsked";
      readonly asked: EasingSlot;
      readonly joined: boolean;
      readonly next?: EasingSlot;
    }
  | { readonly type: "easingMissed"; readonly next?: EasingSlot }
  | { readonly type: "easingOver"; readonly how: Over }
  | { readonly type: "easingEnded" }
);

/** Whether this event is a new message of its own, which has the next occasion. */
export const postsCare = (event: CareEvent): boolean =>
  event.type === "careAsked" ||
  event.type === "offered" ||
  (event.type === "easingAsked" && !event.joined);

/** @param occasion of the message that this event posts, if it posts one. */
export function evolveCare(care: Aftercare, event: CareEvent, occasion: string): Aftercare {
  if (event.type.startsWith("offer")) {
    const offer = offerAfter(care.offer, event, occasion);
    return offer === undefined ? care : { ...care, offer };
  }
  if (!event.type.startsWith("care"))
    return { ...care, ...easingAfter(care.easing, event, occasion) };
  const question = questionAfter(care.question, event, occasion);
  return question === undefined ? care : { ...care, question };
}

function offerAfter(
  offer: Offer | undefined,
  event: CareEvent,
  occasion: string,
): Offer | undefined {
  if (event.type === "offerDue") {
    const { call, offerAt, until } = event;
    return { call, at: offerAt, until, is: "waiting" };
  }
  if (offer === undefined) return undefined;
  switch (event.type) {
    case "offerMoved":
      return { ...offer, at: event.offerAt };
    case "offered":
      return { ...offer, is: "offered", occasion, at: event.at };
    case "offerOver":
      return { ...offer, is: "over" };
    default:
      return offer;
  }
}

function questionAfter(
  question: Question | undefined,
  event: CareEvent,
  occasion: string,
): Question | undefined {
  if (event.type === "careDue") {
    const { call, danger, askAt, until } = event;
    return { call, danger, at: askAt, until, is: "waiting" };
  }
  if (question === undefined) return undefined;
  switch (event.type) {
    case "careMoved":
      return { ...question, at: event.askAt, until: event.until };
    case "careAsked":
      return { ...question, is: "asked", occasion, askedAt: event.at, until: event.at + openFor };
    case "careOver":
      return question.is === "asked" || question.is === "waiting"
        ? { ...question, is: event.how }
        : question;
    default:
      return question;
  }
}

function easingAfter(
  easing: Easing | undefined,
  event: CareEvent,
  occasion: string,
): { easing?: Easing | undefined } {
  if (event.type === "easingBegan") {
    const asked = easing?.asked === undefined ? {} : { asked: easing.asked };
    return { easing: { call: event.call, next: event.next, ...asked } };
  }
  if (easing === undefined) return {};
  const { lookAt: _, next: __, ...rest } = easing;
  switch (event.type) {
    case "easingMoved":
      return {
        easing: {
          ...rest,
          next: event.next,
          ...(event.lookAt === undefined ? {} : { lookAt: event.lookAt }),
        },
      };
    case "easingAsked":
      return {
        easing: {
          ...rest,
          ...upTo(event.next),
          asked: { ...event.asked, is: "asked", ...(event.joined ? {} : { occasion }) },
        },
      };
    case "easingMissed":
      return { easing: { ...rest, ...upTo(event.next) } };
    case "easingOver":
      return rest.asked?.is === "asked"
        ? { easing: { ...easing, asked: { ...rest.asked, is: event.how } } }
        : {};
    case "easingEnded": {
      const asked =
        rest.asked?.is === "asked" ? { ...rest.asked, is: "skipped" as const } : rest.asked;
      return { easing: { ...rest, ...(asked === undefined ? {} : { asked }) } };
    }
    default:
      return {};
  }
}

const upTo = (next: EasingSlot | undefined) => (next === undefined ? {} : { next });
