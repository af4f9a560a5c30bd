import type { Instant } from "./time.ts";

/*
 * Numbers of a team's week (docs/PRIVACY.md). Weeks are fixed, so that no two of them can be
 * subtracted.
 */

/** A count of fewer, or of fewer people, is soon somebody's: it is not shown. */
export const fewest = 5;

/** Rounded down to fives. */
export const inFives = (count: number): number => Math.floor(count / fewest) * fewest;

/** The Monday of the week on somebody's wall, some weeks before or after. */
export function weekOf(at: Instant, timeZone: string, weeks = 0): string {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return local
    .subtract({ days: local.dayOfWeek - 1 })
    .add({ weeks })
    .toString();
}
