import type { Instant } from "../kernel/time.ts";

const local = (at: Instant, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);

/** The last midnight on somebody's wall: caps count from it. */
export const startOfDay = (at: Instant, timeZone: string): Instant =>
  local(at, timeZone).startOfDay().epochMilliseconds;

/** The next one: *not today* ends there. */
export const endOfDay = (at: Instant, timeZone: string): Instant =>
  local(at, timeZone).add({ days: 1 }).startOfDay().epochMilliseconds;

/**
 * The first round: the next Tuesday at ten on the organisation's wall. Mondays are full, and
 * Fridays half empty.
 */
export function firstRound(at: Instant, timeZone: string): Instant {
  const now = local(at, timeZone);
  const tuesday = now.add({ days: (2 - now.dayOfWeek + 7) % 7 }).withPlainTime("10:00");
  return (tuesday.epochMilliseconds > at ? tuesday : tuesday.add({ days: 7 })).epochMilliseconds;
}

/**
 * Two weeks after the last one was due, at the same time by the wall; what was missed while nobody
 * ran is not made up.
 */
export function laterRound(due: Instant, at: Instant, timeZone: string): Instant {
  let next = local(due, timeZone).add({ days: 14 });
  while (next.epochMilliseconds <= at) next = next.add({ days: 14 });
  return next.epochMilliseconds;
}
