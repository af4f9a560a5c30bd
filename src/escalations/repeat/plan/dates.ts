import { type Day, dayOf, instantOf, shownDay, todayIn, weeksAhead } from "../../../kernel/days.ts";
import { type Instant, hours } from "../../../kernel/time.ts";

/* Days of a plan, on the organisation's wall. */

/** A week before the end, in place of a day. */
export const beforeEnd = "before";

/** A restriction is proportionate for a time, and looked at again. */
const longest = hours(366 * 24);

/** In two weeks, and the first days of the next six months, where they are more than a week away. */
export function lastDays(now: Instant, timeZone: string): Day[] {
  const from = todayIn(timeZone, now);
  const firsts = Array.from({ length: 6 }, (_, month) =>
    from.with({ day: 1 }).add({ months: month + 1 }),
  );
  return [from.add({ weeks: 2 }), ...firsts]
    .filter((day) => from.until(day, { largestUnit: "days" }).days > 7)
    .filter((day, at, all) => all.findIndex((one) => one.equals(day)) === at)
    .toSorted((a, b) => Temporal.PlainDate.compare(a, b))
    .map((day) => shownDay(day, timeZone));
}

export const reviewDays = (now: Instant, timeZone: string): Day[] =>
  weeksAhead(now, timeZone, [1, 2, 4, 8]);

export interface Dates {
  readonly endsAt: Instant;
  readonly reviewAt: Instant;
}

/**
 * When a plan ends and when it is looked at again, at nine in the morning.
 * @returns what is wrong: no day, too near or too far, or a review after the end
 */
export function datesOf(
  until: string,
  review: string,
  at: Instant,
  timeZone: string,
): Dates | "no-day" | "review-late" {
  const last = dayOf(until);
  if (last === undefined) return "no-day";
  const endsAt = instantOf(last.add({ days: 1 }), timeZone);
  if (endsAt <= at || endsAt > at + longest) return "no-day";
  if (review === beforeEnd) {
    const weekBefore = instantOf(last.subtract({ weeks: 1 }), timeZone, 9);
    return { endsAt, reviewAt: weekBefore > at ? weekBefore : Math.floor((at + endsAt) / 2) };
  }
  const day = dayOf(review);
  if (day === undefined) return "no-day";
  const reviewAt = instantOf(day, timeZone, 9);
  return reviewAt > at && day.until(last).sign > 0 ? { endsAt, reviewAt } : "review-late";
}

/** Noon of the last day. */
export const lastDayOf = (endsAt: Instant): Instant => endsAt - hours(12);
