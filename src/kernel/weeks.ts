import type { Instant } from "./time.ts";

/*
 * Numbers of a team's week (docs/PRIVACY.md). Weeks are fixed, so that no two of them can be
 * subtracted.
 */

/** A count of fewer, or of fewer people, is soon somebody's: it is not shown. */
export const fewest = 5;

/** Rounded down to fives. */
export const inFives = (count: number): number => Math.floor(count / fewest) * fewest;

/** @param monday as `weekOf` returns it */
export const morningOf = (monday: string, timeZone: string): Instant =>
  Temporal.PlainDate.from(monday).toZonedDateTime({
    timeZone,
    plainTime: { hour: 9, minute: 30 },
  }).epochMilliseconds;

/** Of a day such as a week's Monday, to be shown as a date. */
export const noon = (day: string, timeZone: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: { hour: 12 } })
    .epochMilliseconds;
