import { instantOf } from "../kernel/days.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import { weekOf } from "../kernel/weeks.ts";

/*
 * Times of the weeks that figures are made of (docs/features.md I1). Weeks and blocks of four are
 * fixed, so that nobody can choose two that differ by a day. Pure.
 */

/** On the Monday after a week its requests are counted as they stand then, and never again. */
const asOfHour = 4;
/** By then every transaction of before has ended. */
const settles = minutes(10);
const digestHour = 9;

/** Finished weeks are remembered for two years. */
export const weeksKept = 104;
/** Weeks that are read as one, where one alone holds too little. */
export const weeksInBlock = 4;

export const shifted = (week: string, weeks: number): string =>
  Temporal.PlainDate.from(week).add({ weeks }).toString();

const mondayAt = (week: string, timeZone: string, hour: number): Instant =>
  instantOf(Temporal.PlainDate.from(week), timeZone, hour);

export const startOf = (week: string, timeZone: string): Instant => mondayAt(week, timeZone, 0);

/** What happened to a week's requests until then counts. */
export const asOf = (week: string, timeZone: string): Instant =>
  mondayAt(shifted(week, 1), timeZone, asOfHour);

/** When a week is counted. */
export const countedAt = (week: string, timeZone: string): Instant =>
  asOf(week, timeZone) + settles;

/** When leads and heads read of a week. */
export const toldAt = (week: string, timeZone: string): Instant =>
  mondayAt(shifted(week, 1), timeZone, digestHour);

/** The first week of the block that a week is in, the same for everybody. */
export function blockOf(week: string): string {
  const since = Temporal.PlainDate.from("2024-01-01").until(week, { largestUnit: "weeks" }).weeks;
  return shifted(week, -(((since % weeksInBlock) + weeksInBlock) % weeksInBlock));
}

/** The newest block of which every week was counted. @param next the first week that is not */
export const lastBlock = (next: string): string => shifted(blockOf(next), -weeksInBlock);

/** The weeks from one on, so many. */
export const weeksFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => shifted(first, index));

/** The weeks from one on, before another; two years at most. */
export const weeksBetween = (from: string, before: string): string[] =>
  weeksFrom(from, weeksKept).filter((week) => week < before);

/** The oldest week that figures can be made of: what is older goes from the journal. */
export const oldestWeek = (now: Instant, timeZone: string): string =>
  weekOf(now, timeZone, 1 - weeksKept);
