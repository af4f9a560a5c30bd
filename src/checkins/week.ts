/*
 * Local dates ("2026-11-27") as numbers. A date has no hours and so no clock changes: read as UTC
 * they are a day apart, always. Counted for each of a person's answers, and `Temporal` takes twenty
 * times as long.
 */

const aDay = 24 * 60 * 60 * 1_000;
const aMonday = Date.parse("2024-01-01");

export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / aDay;

/** Weeks since a Monday long ago, so that the count never starts again at New Year. */
export const localWeek = (day: string): number =>
  Math.floor((Date.parse(day) - aMonday) / (7 * aDay));
