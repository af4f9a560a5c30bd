import { inFives, noneIsFew } from "../../kernel/weeks.ts";
import type { Event } from "../state.ts";

/**
 * Of a team's week (docs/features.md I1). `deferred`: waited for longer than a quarter of an hour,
 * whatever became of it then.
 */
export interface Counts {
  readonly offered: number;
  readonly taken: number;
  readonly deferred: number;
}
const one = (is: boolean): number => (is ? 1 : 0);

export function countsOf(events: readonly Event[]): Counts {
  const sum = { offered: 0, taken: 0, deferred: 0 };
  for (const event of events) {
    sum.offered += one(event.type === "offered");
    sum.taken += one(event.type === "started");
    sum.deferred += one("deferred" in event);
  }
  return sum;
}

/**
 * The counts of a week as they may be shown: each is at least five and in fives. One alone that is
 * left out would be told by the others, so all are shown or none.
 */
export function shownOf<Week extends Counts>(week: Week): Week | undefined {
  const { offered, taken, deferred } = week;
  // Offered and not taken is a number too.
  const declined = Math.abs(offered - taken);
  const all = [offered, taken, deferred, declined];
  if (!noneIsFew(all)) return undefined;
  if (all.every((count) => count === 0)) return undefined;
  return {
    ...week,
    offered: inFives(offered),
    taken: inFives(taken),
    deferred: inFives(deferred),
  };
}
