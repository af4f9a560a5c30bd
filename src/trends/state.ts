import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
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
  /** When a wellbeing lead last said what is being done. The words are kept elsewhere, sealed. */
  readonly saidAt?: Instant;
  /** How often wellbeing leads looked in this window: anybody may read it (DOMAIN 7.3, 7). */
  readonly looks: number;
}

export type Event =
  | { readonly type: "began"; readonly at: Instant; readonly window: Instant }
  | { readonly type: "passed"; readonly at: Instant; readonly passed: PastWindow; readonly leads: readonly PersonId[] }
  | { readonly type: "looked"; readonly at: Instant; readonly by: PersonId }
  | { readonly type: "said"; readonly at: Instant; readonly by: PersonId };

/** A year of windows is remembered, and held against new ones. */
export const remembered = 13;

export function evolve(before: Trends | undefined, event: Event): Trends {
  if (event.type === "began")
    return {
      past: before?.past ?? [],
      ...(before?.saidAt === undefined ? {} : { saidAt: before.saidAt }),
      lastAt: event.at,
      window: event.window,
      looks: 0,
    };
  if (before === undefined) throw new Error(`${event.type} before the first window`);
  const now = { ...before, lastAt: event.at };
  if (event.type === "passed") return { ...now, past: [...before.past, event.passed].slice(-remembered) };
  return event.type === "looked" ? { ...now, looks: before.looks + 1 } : { ...now, saidAt: event.at };
}
