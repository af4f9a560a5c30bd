import type { Instant } from "../../kernel/time.ts";

/** What a clock on the wall and a calendar show. Its month counts from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/**
 * When the clocks of a zone show this, earliest first: one instant as a rule, two in the hour that a
 * clock change repeats, none in the hour that it skips.
 * @throws {RangeError} for a date that is in no calendar
 */
export function instantsOf(wall: WallTime, timeZone: string): Instant[] {
  const local = Temporal.PlainDateTime.from(wall, { overflow: "reject" });
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(timeZone, { disambiguation }),
  );
  const shown = [earlier, later].filter((one) => one?.toPlainDateTime().equals(local) === true);
  return [...new Set(shown.map((one) => one?.epochMilliseconds ?? 0))];
}

/** What the clocks of a zone show at an instant. */
export function wallTimeAt(at: Instant, timeZone: string): WallTime {
  const { year, month, day, hour, minute } = zoned(at, timeZone);
  return { year, month, day, hour, minute };
}

/** The same time of day, a day later on the calendar. */
export function nextDay(wall: WallTime): WallTime {
  const { year, month, day } = Temporal.PlainDate.from(wall).add({ days: 1 });
  return { ...wall, year, month, day };
}

/** Minutes that a zone is ahead of UTC at an instant. */
export const offsetAt = (at: Instant, timeZone: string): number =>
  Math.round(zoned(at, timeZone).offsetNanoseconds / 60_000_000_000);

const zoned = (at: Instant, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);
