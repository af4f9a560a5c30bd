import type { Instant } from "./time.ts";

/**
 * The Monday of the week on somebody's wall, some weeks before or after: weeks are fixed, so that
 * no two of them can be subtracted.
 */
export function weekOf(at: Instant, timeZone: string, weeks = 0): string {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return local
    .subtract({ days: local.dayOfWeek - 1 })
    .add({ weeks })
    .toString();
}
