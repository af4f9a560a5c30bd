import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, hours, minutes } from "../../kernel/time.ts";
import { afterTheBreak, callToFollow, dueOffer, lookAtOffer } from "./offer.ts";
import type { Slot } from "./slot.ts";
import type { Aftercare, CareEvent, Easing, EasingSlot, Question } from "./state.ts";

/**
 * The break is offered at once and the talk after it (docs/features.md D1): the question is later
 * than both.
 */
const settle = minutes(30);
/** Somebody back from a break has an offer to talk in front of them first. */
const afterBreak = minutes(10);
/** Not free just now: looked at again after this. */
const lookAgain = minutes(15);
/** "Right now" is no question any more: it is dropped. */
const lasts = hours(4);
/** Hard calls this close are one (a shift's): the question is not asked twice. */
const close = hours(12);

export type CareCommand =
  | { readonly do: "hardCall"; readonly danger: boolean }
  /** The clock, and the end of a break. */
  | { readonly do: "breakOver" | "question" | "offer" | "ease" }
  | { readonly do: "skipQuestion" | "answerQuestion" | "follow" | "decline" }
  | { readonly do: "skipEasing" | "endEasing" }
  | { readonly do: "answerEasing"; readonly ends: boolean };

const commands: Readonly<Record<CareCommand["do"], true>> = {
  ...{ hardCall: true, breakOver: true, question: true, offer: true, ease: true },
  ...{ follow: true, decline: true },
  ...{
    skipQuestion: true,
    answerQuestion: true,
    skipEasing: true,
    endEasing: true,
    answerEasing: true,
  },
};
export const isCare = (command: { readonly do: string }): command is CareCommand =>
  Object.hasOwn(commands, command.do);

export interface CareFacts {
  readonly free: boolean;
  readonly today: string;
  /**
   * The days of the series that the command is about, at their own hour; without days that their
   * zone leaves out.
   */
  readonly easings: readonly EasingSlot[];
}

/**
 * The ordinary check-in, as far as it matters here: on a day that has one, the follow-up comes with
 * it.
 */
export interface Ordinary {
  readonly next?: Slot;
  readonly prompt?: { readonly slot: Slot; readonly is: string };
}

export type CareAnswer =
  | "saved"
  | "skipped"
  | "careSkipped"
  | "followed"
  | "declined"
  | "easingEnded";
type Decided =
  | { readonly events: readonly CareEvent[]; readonly answer?: CareAnswer }
  | { readonly refused: "past" | "not-due" };

const notDue: Decided = { refused: "not-due" };
const some = (events: readonly CareEvent[]): Decided => (events.length === 0 ? notDue : { events });
const past: Decided = { refused: "past" };

/** @param ordinary their check-ins, where they have them on */
export function decideCare(
  person: PersonId,
  care: Aftercare,
  command: CareCommand,
  at: Instant,
  facts: CareFacts,
  ordinary: Ordinary | undefined,
): Decided {
  const { question, offer, easing } = care;
  switch (command.do) {
    case "hardCall":
      return ordinary === undefined
        ? some(dueOffer(care, { person, danger: command.danger, call: facts.today }, at))
        : hardCall(question, command.danger, at, facts.today);
    case "breakOver":
      return some([...questionAfterBreak(question, at), ...afterTheBreak(offer, at)]);
    case "question":
      return some(ask(person, care, at, facts, ordinary !== undefined));
    case "offer":
      return some(lookAtOffer(offer, at, facts.free));
    case "ease":
      return easing === undefined ? notDue : ease(easing, at, facts, ordinary ?? {});
    case "follow":
      return follow(care, at, facts);
    case "decline":
      return offer?.is === "offered"
        ? { events: [{ type: "offerOver", at }], answer: "declined" }
        : past;
    case "skipQuestion":
      return question?.is === "asked"
        ? { events: [{ type: "careOver", at, how: "skipped" }], answer: "careSkipped" }
        : past;
    case "skipEasing":
      return easing?.asked?.is === "asked"
        ? { events: [{ type: "easingOver", at, how: "skipped" }], answer: "skipped" }
        : past;
    default:
      return answered(command, at);
  }
}

/**
 * What was answered is kept, and what is ended is ended, whatever became of the card meanwhile, and
 * of the check-ins.
 */
export function answered(command: CareCommand, at: Instant): Decided {
  if (command.do === "endEasing")
    return { events: [{ type: "easingEnded", at }], answer: "easingEnded" };
  if (command.do === "answerQuestion")
    return { events: [{ type: "careOver", at, how: "answered" }], answer: "saved" };
  if (command.do !== "answerEasing") return past;
  const over: CareEvent = { type: "easingOver", at, how: "answered" };
  return command.ends
    ? { events: [over, { type: "easingEnded", at }], answer: "easingEnded" }
    : { events: [over], answer: "saved" };
}

function hardCall(
  question: Question | undefined,
  danger: boolean,
  at: Instant,
  call: string,
): Decided {
  const due = (worst: boolean): Decided => ({
    events: [{ type: "careDue", at, call, danger: worst, askAt: at + settle, until: at + lasts }],
  });
  if (question?.is === "waiting") return due(danger || question.danger);
  return question?.askedAt !== undefined && at - question.askedAt < close ? notDue : due(danger);
}

function questionAfterBreak(question: Question | undefined, at: Instant): readonly CareEvent[] {
  if (question?.is !== "waiting") return [];
  const askAt = Math.max(question.at, at + afterBreak);
  return [{ type: "careMoved", at, askAt, until: Math.max(question.until, askAt + lookAgain) }];
}

function ask(
  person: PersonId,
  care: Aftercare,
  at: Instant,
  { free }: CareFacts,
  on: boolean,
): readonly CareEvent[] {
  const { question } = care;
  if (question?.is !== "waiting" && question?.is !== "asked") return [];
  const { call, danger, until } = question;
  if (!on || at >= until) {
    const over: CareEvent = { type: "careOver", at, how: "passed" };
    // Never free for it, as when somebody goes home after a danger: the offer can wait for them.
    const unasked = question.is === "waiting" && danger;
    return unasked ? [over, ...dueOffer(care, { person, danger, call }, at)] : [over];
  }
  if (question.is === "asked" || at < question.at) return [];
  if (free) return [{ type: "careAsked", at }];
  return [{ type: "careMoved", at, askAt: Math.min(at + lookAgain, until), until }];
}

/**
 * Of two calls close together one series runs, the first; with its last day alone left, the newer
 * call begins anew.
 */
function follow(care: Aftercare, at: Instant, { easings }: CareFacts): Decided {
  const { easing, offer } = care;
  const call = callToFollow(care);
  if (call === undefined) return past;
  const over: readonly CareEvent[] = offer?.is === "offered" ? [{ type: "offerOver", at }] : [];
  const runs = easing?.next !== undefined && (easing.next.after !== 28 || easing.call === call);
  if (runs) return { events: over, answer: "followed" };
  const had = easing?.asked?.slot.day ?? "";
  const next = easings.find(({ slot }) => slot.at > at && slot.day > had);
  return next === undefined
    ? past
    : { events: [...over, { type: "easingBegan", at, call, next }], answer: "followed" };
}

/**
 * A day of the series has come: asked alone, or with that day's check-in; never beside it, and
 * never caught up on another day.
 */
function ease(easing: Easing, at: Instant, facts: CareFacts, ordinary: Ordinary): Decided {
  const { asked, next } = easing;
  const events: CareEvent[] =
    asked?.is === "asked" && at >= asked.slot.until
      ? [{ type: "easingOver", at, how: "passed" }]
      : [];
  if (next !== undefined && at >= (easing.lookAt ?? next.slot.at))
    events.push(turn(next, at, facts, ordinary));
  return events.length === 0 ? notDue : { events };
}

function turn(
  { after }: EasingSlot,
  at: Instant,
  { free, easings }: CareFacts,
  ordinary: Ordinary,
): CareEvent {
  const following = easings.find((one) => one.after > after);
  const missed: CareEvent = {
    type: "easingMissed",
    at,
    ...(following === undefined ? {} : { next: following }),
  };
  // Where they are by now: a traveller has another hour, and perhaps never had that day.
  const own = easings.find((one) => one.after === after);
  if (own === undefined || at >= own.slot.until) return missed;
  if (at < own.slot.at) return { type: "easingMoved", at, next: own };
  const { prompt } = ordinary;
  const prompted = prompt?.slot.day === own.slot.day ? prompt : undefined;
  if (prompted !== undefined && prompted.is !== "asked") return missed;
  const joined = prompted !== undefined || ordinary.next?.day === own.slot.day;
  if (joined || free)
    return {
      type: "easingAsked",
      at,
      asked: own,
      joined,
      ...(following === undefined ? {} : { next: following }),
    };
  return { type: "easingMoved", at, next: own, lookAt: Math.min(at + lookAgain, own.slot.until) };
}

/** Whether this local day has had its question already: the ordinary check-in stays away then. */
export const hadEasing = (care: Aftercare | undefined, day: string): boolean =>
  care?.easing?.asked?.slot.day === day && care.easing.asked.occasion !== undefined;
