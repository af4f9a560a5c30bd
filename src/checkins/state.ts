import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type Aftercare, type CareEvent, evolveCare, postsCare } from "./after/state.ts";
import type { Slot } from "./after/slot.ts";
import { type ShiftStart, type StartEvent, evolveStart } from "./start/state.ts";

export type { Slot } from "./after/slot.ts";

/** Each so many slots: halved twice at most, and then somebody is asked whether at all. */
export const rarest = 4;

interface Base {
  readonly person: PersonId;
  readonly lastAt: Instant;
  /** Messages of this feature to this person so far: names the next occasion. */
  readonly posts: number;
  /** Asked for a thought at the start of a shift (docs/features.md K10). */
  readonly start?: ShiftStart;
  /** What follows a hard call (docs/features.md A3). */
  readonly care?: Aftercare;
}

/** Never asked about check-ins: only something that follows a hard call is known. */
interface Unasked extends Base {
  readonly status: "none";
}
/** Waits for a moment in which an invitation disturbs nobody. */
export interface Waiting extends Base {
  readonly status: "waiting";
  readonly lookAt: Instant;
}
export interface Invited extends Base {
  readonly status: "invited";
  readonly cron: string;
  readonly first: Slot;
}
export interface On extends Base {
  readonly status: "on";
  readonly cron: string;
  readonly every: number;
  readonly skips: number;
  /** Absent: the expression has no further day. */
  readonly next?: Slot;
  /** Not free at the slot: looked at again then. */
  readonly lookAt?: Instant;
  readonly prompt?: Prompt;
}
export interface Prompt {
  readonly slot: Slot;
  readonly occasion: string;
  readonly is: "asked" | "answered" | "skipped" | "passed";
}
/** Declined or stopped, or everything erased: nothing comes. They may still type `/checkin`. */
export interface Off extends Base {
  readonly status: "off";
}
/** Whether and when somebody is asked. Never what they answered: that is sealed, elsewhere. */
export type CheckIns = Unasked | Waiting | Invited | On | Off;

export type Event =
  | {
      readonly type: "held";
      readonly at: Instant;
      readonly person: PersonId;
      readonly lookAt: Instant;
    }
  | {
      readonly type: "invited";
      readonly at: Instant;
      readonly person: PersonId;
      readonly cron: string;
      readonly first: Slot;
    }
  | {
      readonly type: "scheduled";
      readonly at: Instant;
      readonly person: PersonId;
      readonly cron: string;
      readonly next?: Slot;
    }
  | { readonly type: "moved"; readonly at: Instant; readonly next: Slot }
  | { readonly type: "prompted"; readonly at: Instant; readonly slot: Slot; readonly next?: Slot }
  | { readonly type: "missed"; readonly at: Instant; readonly next?: Slot }
  | { readonly type: "passed" | "skipped"; readonly at: Instant }
  | { readonly type: "rarer"; readonly at: Instant; readonly every: number; readonly next?: Slot }
  | { readonly type: "answered"; readonly at: Instant; readonly person: PersonId }
  | {
      readonly type: "stopped";
      readonly at: Instant;
      readonly person: PersonId;
      /** The check-ins alone: what was agreed after a hard call goes on. */
      readonly only?: true;
    }
  | StartEvent
  | CareEvent;

export function evolve(before: CheckIns | undefined, event: Event): CheckIns {
  const after = scheduled(before, event);
  if (event.type === "stopped")
    return event.only === true ? withAgreed(after, before?.care) : after;
  // What comes at the start of a shift, and what follows a hard call, is another matter than when
  // somebody is asked.
  const { start: _, care: __, ...rest } = after;
  const start = isOfStart(event) ? evolveStart(before?.start, event) : before?.start;
  const care = isOfCare(event)
    ? evolveCare(before?.care ?? {}, event, `c${after.posts}`)
    : before?.care;
  return {
    ...rest,
    ...(start === undefined ? {} : { start }),
    ...(care === undefined ? {} : { care }),
  };
}

function withAgreed(after: CheckIns, care: Aftercare | undefined): CheckIns {
  const { question: _, ...agreed } = care ?? {};
  return Object.keys(agreed).length === 0 ? after : { ...after, care: agreed };
}

const isOfStart = (event: Event): event is StartEvent => event.type.startsWith("start");
const isOfCare = (event: Event): event is CareEvent =>
  event.type.startsWith("care") ||
  event.type.startsWith("offer") ||
  event.type.startsWith("easing");

function scheduled(before: CheckIns | undefined, event: Event): CheckIns {
  const lastAt = event.at;
  const posts = before?.posts ?? 0;
  switch (event.type) {
    case "held":
      return before?.status === "on"
        ? { ...before, lastAt, lookAt: event.lookAt }
        : { person: event.person, lastAt, posts, status: "waiting", lookAt: event.lookAt };
    case "invited":
      return {
        person: event.person,
        lastAt,
        posts: posts + 1,
        status: "invited",
        cron: event.cron,
        first: event.first,
      };
    case "scheduled":
      return {
        ...{
          person: event.person,
          lastAt,
          posts,
          status: "on",
          cron: event.cron,
          every: 1,
          skips: 0,
        },
        ...upTo(event.next),
        ...(before?.status === "on" && before.prompt !== undefined
          ? { prompt: before.prompt }
          : {}),
      };
    case "answered":
      if (before?.status === "on") return { ...closed(before, "answered"), lastAt, skips: 0 };
      return before === undefined
        ? { person: event.person, lastAt, posts, status: "off" }
        : { ...before, lastAt };
    case "startAsked":
      return before === undefined
        ? { person: event.person, lastAt, posts, status: "off" }
        : { ...before, lastAt };
    case "stopped":
      return { person: event.person, lastAt, posts, status: "off" };
    default:
      if (event.type === "offerDue" && before === undefined)
        return { person: event.person, lastAt, posts, status: "none" };
      if (isOfStart(event) || isOfCare(event)) {
        if (before === undefined) throw new Error(`${event.type} of nobody`);
        const posted = event.type === "started" || (isOfCare(event) && postsCare(event));
        return { ...before, lastAt, posts: posted ? posts + 1 : posts };
      }
      if (before?.status !== "on") throw new Error(`${event.type} without a schedule`);
      return asked(before, event);
  }
}

function asked(
  before: On,
  event: Exclude<Event, { person: PersonId } | StartEvent | CareEvent>,
): On {
  const lastAt = event.at;
  const { lookAt: _, next: __, ...rest } = before;
  switch (event.type) {
    case "moved":
      return { ...rest, lastAt, next: event.next };
    case "missed":
      return { ...rest, lastAt, ...upTo(event.next) };
    case "rarer":
      return { ...rest, lastAt, every: event.every, skips: 0, ...upTo(event.next) };
    case "prompted": {
      const posts = before.posts + 1;
      return {
        ...rest,
        lastAt,
        posts,
        ...upTo(event.next),
        prompt: { slot: event.slot, occasion: `c${posts}`, is: "asked" },
      };
    }
    case "passed":
    case "skipped":
      return { ...closed(before, event.type), lastAt, skips: before.skips + 1 };
  }
}

const upTo = (next: Slot | undefined) => (next === undefined ? {} : { next });

function closed(before: On, is: "answered" | "skipped" | "passed"): On {
  return before.prompt?.is === "asked" ? { ...before, prompt: { ...before.prompt, is } } : before;
}
