import type { Decision, Effect, Given } from "../kernel/decision.ts";
import { dayOf, instantOf } from "../kernel/days.ts";
import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import { type Instant, hours } from "../kernel/time.ts";

/** The same cause so often within a week, in one team, is looked at by somebody who can fix it. */
export const often = 3;
const day = hours(24);
export const within = 7 * day;
/** Nobody has taken it on: the heads are reminded after this, and then once a week. */
const firstReminder = 3 * day;
const nextReminder = 7 * day;
const longest = 366 * day;

/** Of a team and a category: of nobody. */
export interface Item {
  readonly id: SubjectId;
  readonly team: TeamName;
  readonly category: string;
  readonly openedAt: Instant;
  readonly lastAt: Instant;
  readonly remindAt?: Instant;
  /** The occasion of the newest message. */
  readonly newest: number;
  /** Who has it, and noon of the day by which it is to be done. */
  readonly owned?: { readonly by: PersonId; readonly due: Instant };
  readonly end?: { readonly how: "done" | "declined"; readonly at: Instant };
}

export type Command =
  | { readonly do: "look" }
  | { readonly do: "own"; readonly due: string }
  | { readonly do: "finish" }
  | { readonly do: "decline" }
  | { readonly do: "remind" };

export interface Facts {
  /** Of the request that was looked at: its cause, if it is one, and how often it came. */
  readonly cause?: { readonly team: TeamName; readonly category: string; readonly count: number };
  readonly heads: readonly PersonId[];
  readonly timeZone: string;
}

export type Event =
  | {
      readonly type: "opened";
      readonly at: Instant;
      readonly id: SubjectId;
      readonly team: TeamName;
      readonly category: string;
      readonly people: readonly PersonId[];
    }
  | { readonly type: "owned"; readonly at: Instant; readonly by: PersonId; readonly due: Instant }
  | { readonly type: "ended"; readonly at: Instant; readonly how: "done" | "declined" }
  | { readonly type: "reminded"; readonly at: Instant; readonly people: readonly PersonId[] };

export type Answer = { readonly due: Instant } | "done" | "declined";
export type Refusal = "not-a-head" | "over" | "no-day" | "nothing";

/** What brings the same calls again and again is fixed by somebody (docs/features.md A5). */
export function decide(
  item: Item | undefined,
  command: Command,
  { at, by, newId }: Given,
  { cause, heads, timeZone }: Facts,
): Decision<Event, Answer, Refusal> {
  if (command.do === "look") {
    const isNew = item === undefined && cause !== undefined && cause.count >= often;
    if (by !== undefined || !isNew || heads.length === 0) return { refused: "nothing" };
    const { team, category } = cause;
    return { events: [{ type: "opened", at, id: newId, team, category, people: heads }] };
  }
  if (command.do === "remind") {
    if (item?.remindAt === undefined || at < item.remindAt) return { refused: "nothing" };
    const owner = item.owned?.by;
    const people = owner !== undefined && heads.includes(owner) ? [owner] : heads;
    return { events: [{ type: "reminded", at, people }] };
  }
  if (by === undefined || !heads.includes(by)) return { refused: "not-a-head" };
  if (item === undefined || item.end !== undefined) return { refused: "over" };
  if (command.do === "own") {
    const last = dayOf(command.due);
    const due = last && instantOf(last, timeZone, 12);
    return due === undefined || due <= at || due > at + longest
      ? { refused: "no-day" }
      : { events: [{ type: "owned", at, by, due }], answer: { due } };
  }
  const how = command.do === "finish" ? "done" : "declined";
  return { events: [{ type: "ended", at, how }], answer: how };
}

export function evolve(before: Item | undefined, event: Event): Item {
  const { at } = event;
  if (event.type === "opened") {
    const { id, team, category } = event;
    const remindAt = at + firstReminder;
    return { id, team, category, openedAt: at, lastAt: at, remindAt, newest: 0 };
  }
  if (before === undefined) throw new Error(`${event.type} before an item was opened`);
  const now = { ...before, lastAt: at };
  switch (event.type) {
    case "owned":
      return { ...now, owned: { by: event.by, due: event.due }, remindAt: event.due };
    case "reminded":
      return { ...now, newest: before.newest + 1, remindAt: at + nextReminder };
    case "ended": {
      const { remindAt: _, ...ended } = now;
      return { ...ended, end: { how: event.how, at } };
    }
  }
}

export const effects = (event: Event, { newest }: Item): Effect[] =>
  event.type === "opened" || event.type === "reminded"
    ? event.people.map((person) => ({
        do: "tell",
        to: { person },
        view: "item",
        occasion: `c${newest}`,
        priority: "later",
      }))
    : [];

export const timers = ({ remindAt }: Item): Effect[] =>
  remindAt === undefined ? [] : [{ do: "later", command: "remind", at: remindAt }];
