import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import { type Instant, type Millis, hours } from "../kernel/time.ts";
import type { Passed } from "./gate.ts";

/** An organisation has one: every row is the organisation's own, so the same id serves them all. */
export const theTrend: SubjectId = "00000000-0000-4000-8000-0000074e4d50";

/** A window that is over: its numbers, and the teams that they name by their place. */
export interface PastWindow extends Passed {
  readonly start: Instant;
  readonly teams: readonly TeamName[];
}

export interface Trends {
  readonly lastAt: Instant;
  /** The window that runs now. */
  readonly window: Instant;
  /** Oldest first, a year of them. */
  readonly past: readonly PastWindow[];
  /**
   * Numbers were shown, and nobody has said yet what is being done about them. The next round opens
   * only then (docs/features.md K7), so until then it makes no picture. `reminded`: how often in
   * this window.
   */
  readonly waiting?: { readonly reminded: number };
  /** Answers that no key opened when a window was closed last. */
  readonly unopened?: { readonly at: Instant; readonly answers: number };
  /** When a wellbeing lead last said what is being done. The words are kept elsewhere, sealed. */
  readonly saidAt?: Instant;
  /** How often wellbeing leads looked in this window: anybody may read it (docs/features.md K5). */
  readonly looks: number;
}

interface Passes {
  readonly type: "passed";
  readonly at: Instant;
  readonly passed: PastWindow;
  readonly leads: readonly PersonId[];
  /** Answers that no key opened. */
  readonly unopened?: number;
}

export type Event =
  | { readonly type: "began"; readonly at: Instant; readonly window: Instant }
  /** A piece of a window's answers was opened, and it was not the last. */
  | { readonly type: "gathered"; readonly at: Instant }
  | Passes
  | { readonly type: "looked"; readonly at: Instant; readonly by: PersonId }
  | { readonly type: "reminded"; readonly at: Instant; readonly leads: readonly PersonId[] }
  | { readonly type: "said"; readonly at: Instant; readonly by: PersonId };

/** When leads are reminded: a week after the numbers came, and a week before it is too late. */
export const reminders: readonly Millis[] = [hours(24 * 7), hours(24 * 21)];

/** A year of windows is remembered, and held against new ones. */
export const remembered = 13;

export function evolve(before: Trends | undefined, event: Event): Trends {
  if (event.type === "began")
    return {
      past: before?.past ?? [],
      saidAt: before?.saidAt,
      unopened: before?.unopened,
      waiting: before?.waiting === undefined ? undefined : { reminded: 0 },
      lastAt: event.at,
      window: event.window,
      looks: 0,
    };
  if (before === undefined) throw new Error(`${event.type} before the first window`);
  const now = { ...before, lastAt: event.at };
  switch (event.type) {
    case "gathered":
      return now;
    case "passed":
      return passed(now, event);
    case "looked":
      return { ...now, looks: before.looks + 1 };
    case "reminded":
      // After downtime more than one may be over: they are one reminder.
      return {
        ...now,
        waiting: {
          reminded: reminders.filter((after) => event.at >= before.window + after).length,
        },
      };
    case "said":
      return { ...now, waiting: undefined, saidAt: event.at };
  }
}

function passed(before: Trends, { at, passed: window, leads, unopened = 0 }: Passes): Trends {
  return {
    ...before,
    past: [...before.past, window].slice(-remembered),
    waiting: window.picture.length > 0 && leads.length > 0 ? { reminded: 0 } : undefined,
    unopened: unopened > 0 ? { at, answers: unopened } : undefined,
  };
}
