import type { TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { weekOf } from "../kernel/weeks.ts";
import type { RequestFacts } from "../people/figures.ts";
import { type Tally, added, tallyOf } from "./tally.ts";

/** By what the requests of a team and a week are told apart. */
export const slices = ["level", "hour", "category"] as const;
export type Slice = (typeof slices)[number];

/** The sum of some requests of a team and a week. */
export interface Cell {
  readonly team: TeamName;
  /** Its Monday. */
  readonly week: string;
  readonly slice: Slice;
  /** A level, an hour of the week from 0 to 167, or a category. */
  readonly name: string;
  readonly tally: Tally;
}

/** The cells of some requests, each request in one of each slice that it has. */
export function cellsOf(requests: readonly RequestFacts[], timeZone: string): Cell[] {
  const found = new Map<string, { cell: Omit<Cell, "tally">; tallies: Tally[] }>();
  for (const facts of requests) {
    const tally = tallyOf(facts);
    const names: Record<Slice, string | undefined> = {
      level: facts.level,
      hour: String(hourOfWeek(facts.openedAt, timeZone)),
      category: facts.category,
    };
    for (const slice of slices) {
      const name = names[slice];
      const counted = slice === "category" && facts.early ? { calls: 1 } : tally;
      if (name === undefined || Object.keys(counted).length === 0) continue;
      const week = weekOf(facts.openedAt, timeZone);
      const key = JSON.stringify([facts.team, week, slice, name]);
      const one = found.get(key) ?? { cell: { team: facts.team, week, slice, name }, tallies: [] };
      one.tallies.push(counted);
      found.set(key, one);
    }
  }
  return [...found.values()].map(({ cell, tallies }) => ({ ...cell, tally: added(tallies) }));
}

/**
 * From Monday 00:00 on, as the organisation's clocks show it: the hour that comes twice in autumn
 * is one, and the one that spring leaves out has nothing.
 */
export function hourOfWeek(at: Instant, timeZone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);
  return (local.dayOfWeek - 1) * 24 + local.hour;
}
