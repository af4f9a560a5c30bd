import type { Instant } from "../kernel/time.ts";

/** A span of opening hours on some weekdays, in minutes since local midnight. */
export interface OpeningSpan {
  /** ISO weekdays on which the span begins: 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  readonly from: number;
  /**
   * Exclusive, up to 1440. Not later than `from`: the span ends on the next day (a night shift).
   */
  readonly to: number;
}

/** A team's hours: open while any span is. */
export type OpeningHours = readonly OpeningSpan[];

/**
 * Whether a team is open at an instant. The clock on the wall decides. An hour that a clock change
 * skips is not worked; one that it repeats is worked twice. Closing stays at the time people read.
 */
export function isOpen(hours: OpeningHours, at: Instant, timeZone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute;
  const today = local.dayOfWeek;
  const yesterday = today === 1 ? 7 : today - 1;
  return hours.some((span) => {
    if (span.to > span.from)
      return span.days.includes(today) && span.from <= minute && minute < span.to;
    return (
      (span.days.includes(today) && minute >= span.from) ||
      (span.days.includes(yesterday) && minute < span.to)
    );
  });
}
