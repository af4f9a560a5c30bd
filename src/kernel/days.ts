import type { Instant } from "./time.ts";

/* Days on an organisation's wall, as forms offer them: `2027-03-01`. */

export interface Day {
  readonly value: string;
  /** Noon of it, to be shown as a date. */
  readonly at: Instant;
}

export const todayIn = (timeZone: string, at: Instant): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone).toPlainDate();

export const instantOf = (day: Temporal.PlainDate, timeZone: string, hour = 0): Instant =>
  day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds;

export const shownDay = (day: Temporal.PlainDate, timeZone: string): Day => ({
  value: day.toString(),
  at: instantOf(day, timeZone, 12),
});

/** The days so many weeks from now. */
export const weeksAhead = (now: Instant, timeZone: string, weeks: readonly number[]): Day[] =>
  weeks.map((count) => shownDay(todayIn(timeZone, now).add({ weeks: count }), timeZone));

/** `undefined`: it is no day. */
export function dayOf(written: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined;
  try {
    return Temporal.PlainDate.from(written, { overflow: "reject" });
  } catch {
    return undefined;
  }
}
