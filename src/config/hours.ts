import type { OpeningHours, OpeningSpan } from "../people/hours.ts";
import { Fault, quote } from "./problems.ts";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** As they are written without their accents. */
const inSpanish = ["lun", "mar", "mie", "jue", "vie", "sab", "dom"];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const example =
  'Write days and times: "Mon-Fri 08:00-20:00, Sat 09:00-13:00"; a night shift is "Mon-Fri 22:00-06:00".';

/**
 * `Mon-Fri 08:00-20:00, Sat 09:00-13:00` → spans. Days may be listed (`Mon, Wed 08:00-12:00`);
 * times without days are for the days before them, or for every day when they come first. An end
 * not after its start is on the next day.
 */
export function parseHours(written: unknown): OpeningHours | Fault {
  if (typeof written !== "string")
    return new Fault(`${quote(written)} is not opening hours`, example);
  const spans: OpeningSpan[] = [];
  let waiting: number[] = [];
  let days: readonly number[] = everyDay;
  for (const part of written.split(",").map((piece) => piece.trim())) {
    const match =
      /^(\p{L}+(?:\s?[-–]\s?\p{L}+)?)?\s*(?:(\d\d?:\d\d)\s?[-–]\s?(\d\d?:\d\d))?$/u.exec(part);
    if (match === null || part === "")
      return new Fault(`${quote(part)} in the hours is neither days nor times`, example);
    const named = match[1] === undefined ? [] : parseDays(match[1]);
    if (named instanceof Fault) return named;
    waiting.push(...named);
    if (match[2] === undefined || match[3] === undefined) continue;
    const from = parseClock(match[2]);
    const to = parseClock(match[3]);
    if (from === undefined || to === undefined || from === 1440)
      return new Fault(`${quote(part)} has no such time of day`, example);
    if (from === to)
      return new Fault(
        `${quote(part)} begins and ends at once`,
        "For a whole day write 00:00-24:00.",
      );
    if (waiting.length > 0) days = [...new Set(waiting)];
    spans.push({ days, from, to });
    waiting = [];
  }
  if (waiting.length > 0)
    return new Fault(`${quote(written)} ends with days that have no times`, example);
  return spans;
}

function parseDays(written: string): number[] | Fault {
  const ends = written.split(/[-–]/).map(dayNumber);
  const [first = 0, last = first] = ends;
  if (first === 0 || last === 0)
    return new Fault(`${quote(written)} is not a weekday`, `Weekdays are ${weekdays.join(", ")}.`);
  const length = (last - first + 7) % 7;
  return Array.from({ length: length + 1 }, (_, step) => ((first - 1 + step) % 7) + 1);
}

/** From 1 for Monday; 0 is none. */
function dayNumber(name: string): number {
  const plain = name.trim().normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const english = weekdays.findIndex((day) => day.toLowerCase() === plain);
  return (english === -1 ? inSpanish.indexOf(plain) : english) + 1;
}

/** Minutes since midnight; 24:00 is the end of the day. */
function parseClock(written: string): number | undefined {
  const [hour = 0, minute = 0] = written.split(":").map(Number);
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined;
  return hour * 60 + minute;
}
