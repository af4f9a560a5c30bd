import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { weekOf } from "../kernel/weeks.ts";
import { type Digest, saysSomething } from "./digest/digest.ts";
import type { Cursor, Event, FiguresState } from "./state.ts";
import { countedAt, shifted, toldAt } from "./weeks.ts";

export type Command = { readonly do: "count" | "tell" | "rebuild" };
export type Refusal = "not-due";

export interface Facts {
  readonly timeZone: string;
  /** The first week of which there is a request, where counting begins with it. */
  readonly first?: string;
  /** Of the piece that was read: where it ended, if there may be more. */
  readonly last?: Cursor;
  /** The week of the next request, where the one that was read has none. */
  readonly skipTo?: string;
  /** Nothing was opened in the week that was read. */
  readonly empty?: true;
  /** Where a digest is due: what it says, and who reads it. */
  readonly digest?: Digest;
  readonly readers: readonly PersonId[];
}

/** Finished weeks are counted once, in pieces, and told on Monday (docs/features.md I1, I3). */
export function decide(
  state: FiguresState | undefined,
  command: Command,
  { at, by }: Given,
  facts: Facts,
): Decision<Event, never, Refusal> {
  const { timeZone, first, last } = facts;
  if (by !== undefined) return { refused: "not-due" };
  if (state === undefined) {
    const now = weekOf(at, timeZone);
    return { events: [{ type: "began", at, timeZone, next: first ?? now, toTell: now }] };
  }
  if (command.do === "rebuild")
    return { events: [{ type: "restarted", at, timeZone, next: first ?? state.next }] };
  if (command.do === "tell") return tell(state, at, facts);
  if (!isCountDue(state, at)) return { refused: "not-due" };
  const week = state.next;
  if (last !== undefined) return { events: [{ type: "counted", at, week, last }] };
  const next = facts.empty === true ? afterEmpty(state, at, facts.skipTo) : shifted(week, 1);
  return { events: [{ type: "finished", at, timeZone, week, next }] };
}

/** Weeks without a request are finished together: after a long absence there may be many. */
function afterEmpty({ next, timeZone }: FiguresState, at: Instant, skipTo = "9999"): string {
  const now = weekOf(at, timeZone);
  const before = shifted(now, -1);
  const notDue = at < countedAt(before, timeZone) ? before : now;
  const to = skipTo < notDue ? skipTo : notDue;
  return to > next ? to : shifted(next, 1);
}

/** The next week is over, and nothing in it changes any more. */
export const isCountDue = ({ next, timeZone }: FiguresState, at: Instant): boolean =>
  at >= countedAt(next, timeZone);

/** A digest is due, and its week is counted. */
export const isTellDue = ({ toTell, next, timeZone }: FiguresState, at: Instant): boolean =>
  at >= toldAt(toTell, timeZone) && toTell === weekOf(at, timeZone, -1) && toTell < next;

/** Once for each week: after an outage of the newest that is over, and of no other. */
function tell(
  state: FiguresState,
  at: Instant,
  { digest, readers }: Facts,
): Decision<Event, never, Refusal> {
  const { toTell, timeZone } = state;
  const over = weekOf(at, timeZone, -1);
  if (toTell < over) return { events: [{ type: "passed", at, toTell: over }] };
  if (!isTellDue(state, at)) return { refused: "not-due" };
  const rest = { at, toTell: shifted(toTell, 1) } as const;
  return digest !== undefined && saysSomething(digest) && readers.length > 0
    ? { events: [{ type: "told", ...rest, digest, people: readers }] }
    : { events: [{ type: "passed", ...rest }] };
}

export const effects = (event: Event): Effect[] =>
  event.type === "told"
    ? event.people.map((person) => ({
        do: "tell",
        to: { person },
        view: "digest",
        occasion: `w${event.digest.week}`,
        priority: "later",
      }))
    : [];

export const timers = ({ timeZone, next, after, toTell, lastAt }: FiguresState): Effect[] => [
  { do: "later", command: "count", at: after === undefined ? countedAt(next, timeZone) : lastAt },
  // Not before its week is counted: counting sets it then.
  ...(toTell < next
    ? [{ do: "later", command: "tell", at: toldAt(toTell, timeZone) } as const]
    : []),
];
