import { todayIn } from "../kernel/days.ts";
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

/** Hours repeat from week to week. */
const daysLooked = 9;

/**
 * Every moment on the days between two at which a team may open or close, in no order, for nine days
 * at most. Where a clock change skips or repeats an hour, the change and both times are among them.
 */
export function edgesOfHours(
  hours: OpeningHours,
  timeZone: string,
  from: Instant,
  to: Instant,
): Instant[] {
  if (hours.length === 0) return [];
  const edges: Instant[] = [];
  // What opens on the evening before may close today.
  const first = todayIn(timeZone, from).subtract({ days: 1 });
  const days = Math.min(first.until(todayIn(timeZone, to)).days, daysLooked);
  const change = first.toZonedDateTime(timeZone).getTimeZoneTransition("next");
  if (change !== null) edges.push(change.epochMilliseconds);
  for (let count = 0; count <= days; count++) {
    const day = first.add({ days: count });
    for (const span of hours.filter((one) => one.days.includes(day.dayOfWeek)))
      for (const minute of [span.from, span.to > span.from ? span.to : span.to + aDay]) {
        const date = day.add({ days: Math.floor(minute / aDay) });
        const wall = date.toPlainDateTime({
          hour: Math.floor((minute % aDay) / 60),
          minute: minute % 60,
        });
        edges.push(wall.toZonedDateTime(timeZone).epochMilliseconds);
        if (change?.toPlainDate().equals(date) === true)
          edges.push(wall.toZonedDateTime(timeZone, { disambiguation: "later" }).epochMilliseconds);
      }
  }
  return edges;
}

/** In minutes. */
const aDay = 24 * 60;
