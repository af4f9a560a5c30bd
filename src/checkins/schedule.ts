import { parse } from "node-cron";
import type { Instant } from "../kernel/time.ts";
import type { Slot } from "./state.ts";

/** How far ahead a day is looked for: the 29th of February may be eight years away. */
const daysAhead = 366 * 9;
/** A prompt may come this long after its time even where the local day is over by then. */
const atLeast = { hours: 2 };

interface Time {
  readonly hour: number;
  readonly minute: number;
}

/** Which local days are scheduled, and their one time. */
interface Schedule {
  /** `undefined` where the day is not scheduled. */
  timeOn(date: Temporal.PlainDate): Time | undefined;
  /** The time of the first expression, for other days. */
  readonly usual: Time;
}

const known = new Map<string, Schedule>();
const between = " | ";

/** Several cron expressions as one: each of their days counts, and a day's earliest time. */
export const severalOf = (crons: readonly string[]): string => crons.join(between);

function scheduleOf(crons: string): Schedule {
  const seen = known.get(crons);
  if (seen !== undefined) return seen;
  const all = crons.split(between).map(oneScheduleOf);
  const [first] = all as [OneSchedule];
  const early = all.toSorted((a, b) => a.hour - b.hour || a.minute - b.minute);
  const made: Schedule = {
    usual: first,
    timeOn: (date) => early.find((one) => one.isOn(date)),
  };
  // People choose among a few hundred times; anything more is a file's, and few.
  if (known.size > 2_000) known.clear();
  known.set(crons, made);
  return made;
}

interface OneSchedule extends Time {
  isOn(date: Temporal.PlainDate): boolean;
}

/**
 * node-cron parses. Of several times a day the first counts: a check-in comes once a day at most.
 * Where both a day of the month and a weekday are named, either counts, as in crontab; node-cron
 * itself would want both. https://man7.org/linux/man-pages/man5/crontab.5.html
 */
function oneScheduleOf(cron: string): OneSchedule {
  const fields = parse(cron);
  const [hour, minute] = [Math.min(...fields.hour), Math.min(...fields.minute)];
  const written = cron.trim().split(/\s+/);
  const either = [written[2], written[4]].every((field) => field?.startsWith("*") === false);
  const has = (list: readonly unknown[], value: number) => list.includes(value);
  return {
    hour,
    minute,
    isOn({ month, day, dayOfWeek }) {
      if (!has(fields.month, month)) return false;
      // Sunday is 7 for Temporal and 0 for cron.
      const [byDay, byWeekday] = [
        has(fields.dayOfMonth, day),
        has(fields.dayOfWeek, dayOfWeek % 7),
      ];
      return either ? byDay || byWeekday : byDay && byWeekday;
    },
  };
}

/**
 * The next slots after an instant, each on another local day, none on `lastDay` or before it; fewer
 * where there are no more.
 * @param begun also a slot whose time has passed while its day is not over: what is caught up with
 * after downtime
 */
export function nextSlots(
  cron: string,
  zone: string,
  after: Instant,
  count: number,
  lastDay?: string,
  begun = false,
): Slot[] {
  const today = localDay(after, zone);
  const following = lastDay === undefined ? today : dayAfter(lastDay, 1);
  // One more: today's may be over.
  const slots = slotsFrom(cron, zone, following > today ? following : today, count + 1);
  return slots.filter((slot) => (begun ? slot.until : slot.at) > after).slice(0, count);
}

const knownSlots = new Map<string, readonly Slot[]>();

/**
 * The first slots of a day and those after it. Ten thousand people of one Friday ask for the same
 * few.
 */
function slotsFrom(cron: string, zone: string, day: string, count: number): readonly Slot[] {
  const key = `${count} ${day} ${zone} ${cron}`;
  const seen = knownSlots.get(key);
  if (seen !== undefined) return seen;
  const schedule = scheduleOf(cron);
  const slots: Slot[] = [];
  let date = Temporal.PlainDate.from(day);
  for (
    let looked = 0;
    looked < daysAhead && slots.length < count;
    looked++, date = date.add({ days: 1 })
  ) {
    const slot =
      schedule.timeOn(date) === undefined ? undefined : slotOn(cron, zone, date.toString());
    if (slot !== undefined) slots.push(slot);
  }
  if (knownSlots.size > 2_000) knownSlots.clear();
  knownSlots.set(key, slots);
  return slots;
}

/**
 * The one slot of a local day; `undefined` where the zone skipped that day altogether (Apia, 30
 * December 2011).
 */
export function slotOn(cron: string, zone: string, day: string): Slot | undefined {
  const date = Temporal.PlainDate.from(day);
  const schedule = scheduleOf(cron);
  const { hour, minute } = schedule.timeOn(date) ?? schedule.usual;
  const begins = date.toZonedDateTime(zone);
  if (!begins.toPlainDate().equals(date)) return undefined;
  const ends = date.add({ days: 1 }).toZonedDateTime(zone);
  const wanted = date.toPlainDateTime({ hour, minute });
  // Twice that day: the first. Never that day: the first moment after the gap, which is the change
  // itself.
  let at = wanted.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (!at.toPlainDateTime().equals(wanted)) at = at.getTimeZoneTransition("next") ?? at;
  // A gap to the end of the day: the last minute that there is.
  if (Temporal.ZonedDateTime.compare(at, ends) >= 0) at = ends.subtract({ minutes: 1 });
  const late = at.add(atLeast);
  const until = Temporal.ZonedDateTime.compare(late, ends) > 0 ? late : ends;
  return { day, zone, at: at.epochMilliseconds, until: until.epochMilliseconds };
}

/** Five fields for a time on some weekdays: what *Choose a time* offers. */
export const weekly = (days: string, hour: number, minute: number): string =>
  `${minute} ${hour} * * ${days}`;

/** The date so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

export const localDay = (at: Instant, zone: string): string =>
  local(at, zone).toPlainDate().toString();

function local(at: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
}
