import { instantOf, todayIn } from "./days.ts";
import type { Instant } from "./time.ts";

/*
 * Numbers of a team's week (docs/PRIVACY.md). Weeks are fixed, so that no two of them can be
 * subtracted.
 */

/** The Monday of the week at some time, or of one so many weeks later: `2027-03-01`. */
export function weekOf(at: Instant, timeZone: string, weeks = 0): string {
  const day = todayIn(timeZone, at);
  return day
    .subtract({ days: day.dayOfWeek - 1 })
    .add({ weeks })
    .toString();
}

/** A count of fewer, or of fewer people, is soon somebody's: it is not shown. */
export const fewest = 5;

/** Rounded down to fives. */
export const inFives = (count: number): number => Math.floor(count / fewest) * fewest;

/**
 * Whether none of these numbers is too small. One alone that is left out would be told by the
 * others, so numbers that belong together are all shown or none.
 */
export const noneIsFew = (counts: readonly number[]): boolean =>
  counts.every((count) => count <= 0 || count >= fewest);

/** @param monday as `weekOf` returns it */
export const morningOf = (monday: string, timeZone: string): Instant =>
  Temporal.PlainDate.from(monday).toZonedDateTime({
    timeZone,
    plainTime: { hour: 9, minute: 30 },
  }).epochMilliseconds;

/** Of a day such as a week's Monday, to be shown as a date. */
export const noon = (day: string, timeZone: string): Instant =>
  instantOf(Temporal.PlainDate.from(day), timeZone, 12);
