import type * as en from "chrono-node/en";
import { type Instant, hours, minutes, seconds } from "../../kernel/time.ts";
import type { When } from "../promise.ts";
import { readersFor } from "./parsers.ts";
import { type WallTime, instantsOf, nextDay, offsetAt, wallTimeAt } from "./wall-clock.ts";

/** A promise is for the next year at most. */
const longestAhead = hours(24 * 366);

/**
 * A time is looked for in so many characters. In 2,000 that mean harm it took a tenth of a second,
 * in which nobody else is answered.
 */
const mostRead = 600;

/** Who wrote it, where and when. */
export interface Writer {
  readonly now: Instant;
  /** The customer's zone, in which the words are meant. */
  readonly zone: string;
  readonly locale: string;
}

/** What words say of a time, and the words without it. */
export interface Reading {
  readonly when: When;
  /** The words that said it; "" where none did. */
  readonly said: string;
  readonly rest: string;
}

type Result = ReturnType<en.Chrono["parse"]>[number];

/** Reads a time out of words, in every language that we know. */
export function readWhen(text: string, writer: Writer): Reading {
  const found = best(text.slice(0, mostRead), writer);
  if (found === undefined)
    return { when: { is: "problem", problem: "none" }, said: "", rest: text };
  return { when: whenOf(found, writer), said: found.text, rest: without(text, found) };
}

/** The result that has a time of day, of them the longest; the reader's own language on a tie. */
function best(text: string, { now, zone, locale }: Writer): Result | undefined {
  const reference = { instant: new Date(nextSecond(now)), timezone: offsetAt(now, zone) };
  const results = readersFor(locale)
    .flatMap((reader) => reader.parse(text, reference, { forwardDate: true }).slice(0, mostResults))
    .filter((one) => !/^[\d.\s]*$/.test(one.text));
  return results.toSorted((a, b) => weightOf(b) - weightOf(a))[0];
}

/** More times than these in one line say none. */
const mostResults = 20;
const weightOf = (one: Result): number =>
  (hasTime(one) ? 10_000 : 0) + Math.min(one.text.length, 1_000);

const hasTime = ({ start }: Result): boolean =>
  start.isCertain("hour") || start.isCertain("timezoneOffset");

function whenOf(found: Result, writer: Writer): When {
  const { start } = found;
  const isReal = (start as unknown as { isValidDate: () => boolean }).isValidDate();
  if (!isReal) return { is: "problem", problem: "noSuchDate" };
  if (!hasTime(found)) return { is: "problem", problem: "noHour" };
  // "In 2 h" is a length of time, whatever the clocks do meanwhile.
  if (start.isCertain("timezoneOffset"))
    return checked([nextMinute(start.date().getTime())], writer.now, "past");
  return onTheWall(found, writer);
}

/** A time of day, on a day that was named or on the next one that has it. */
function onTheWall(found: Result, { now, zone }: Writer): When {
  const { start } = found;
  const part = (name: "year" | "month" | "day" | "hour" | "minute") => start.get(name) ?? 0;
  const isDayNamed = (["day", "month", "weekday"] as const).some((name) => start.isCertain(name));
  const today = wallTimeAt(now, zone);
  const date = isDayNamed
    ? { year: part("year"), month: part("month"), day: part("day") }
    : { year: today.year, month: today.month, day: today.day };
  let isSkipped = false;
  const future = hoursMeant(found).flatMap((hour) => {
    const wall: WallTime = { ...date, hour, minute: part("minute") };
    for (const one of isDayNamed ? [wall] : [wall, nextDay(wall)]) {
      const all = instantsOf(one, zone);
      const ahead = all.filter((at) => at > now);
      if (ahead.length > 0) return ahead;
      isSkipped ||= all.length === 0;
    }
    return [];
  });
  return checked(future, now, isSkipped ? "skipped" : "past");
}

/** "At 3" is 3:00 or 15:00. From 8 on it is the morning, and "03:00" is written for a clock. */
function hoursMeant({ start, text }: Result): number[] {
  const hour = start.get("hour") ?? 0;
  const isWrittenOut = /(?:^|[^\d/.-])0\d(?::\d\d|h|\s*$)/i.test(text);
  const isEither = !start.isCertain("meridiem") && hour >= 1 && hour <= 7 && !isWrittenOut;
  return isEither ? [hour, hour + 12] : [hour];
}

function checked(all: readonly Instant[], now: Instant, otherwise: "past" | "skipped"): When {
  const [first, ...others] = all;
  if (first === undefined || first <= now) return { is: "problem", problem: otherwise };
  if (all.some((at) => at > now + longestAhead)) return { is: "problem", problem: "tooFar" };
  if (others.length === 0) return { is: "clear", dueAt: first };
  // The two of a repeated hour are at most two hours apart.
  const isRepeated = all.length === 2 && Math.abs((others[0] ?? 0) - first) <= hours(2);
  return { is: "asked", why: isRepeated ? "twice" : "hour", choices: all };
}

const nextMinute = (at: Instant): Instant => Math.ceil(at / minutes(1)) * minutes(1);
const nextSecond = (at: Instant): Instant => Math.ceil(at / seconds(1)) * seconds(1);

/** Words that stood before the time, and mean nothing without it. */
const leftBefore = /(?:^|\s)(?:at|on|by|for|from|the|a|el|la|las|para|sobre)$/i;

function without(text: string, { index, text: said }: Result): string {
  const before = withoutPauses(text.slice(0, index), "end").replace(leftBefore, "");
  const after = withoutPauses(text.slice(index + said.length), "start");
  return `${before} ${after}`.trim();
}

/** Signs that parted the time from the rest. */
const pauses: ReadonlySet<string> = new Set(" \t\n,;:–-");

function withoutPauses(text: string, where: "start" | "end"): string {
  let [from, to] = [0, text.length];
  if (where === "start") while (from < to && pauses.has(text.charAt(from))) from++;
  else while (to > from && pauses.has(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
