import type { Instant } from "../../kernel/time.ts";

/** A time that could not be read, and what to do. */
export class BadTime {
  readonly what: string;
  readonly remedy: string;
  /** What it was read as all the same. */
  readonly readAs: Instant | undefined;
  constructor(what: string, remedy: string, readAs?: Instant) {
    this.what = what;
    this.remedy = remedy;
    this.readAs = readAs;
  }
}

const written =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads times as `2027-03-01T09:00+01:00`, or without an offset in one zone. Many shifts begin
 * together, so each text is read once.
 */
export function timesIn(timeZone: string): (text: string) => Instant | BadTime {
  const known = new Map<string, Instant | BadTime>();
  return (text) => {
    const found = known.get(text) ?? readTime(text.trim(), timeZone);
    if (known.size < mostKnown) known.set(text, found);
    return found;
  };
}
const mostKnown = 100_000;

function readTime(text: string, timeZone: string): Instant | BadTime {
  const [, date = "", time = "", offset] = written.exec(text) ?? [];
  if (date === "")
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? new BadTime("a date stands there without a time", "Write both: 2027-03-01 09:00.")
      : new BadTime(
          text === "" ? "a time is missing" : "a time cannot be read",
          "Write it as 2027-03-01 09:00, or with its zone: 2027-03-01T09:00+01:00.",
        );
  try {
    if (offset !== undefined)
      return Temporal.Instant.from(`${date}T${time}${offset.toUpperCase()}`).epochMilliseconds;
    return localTime(Temporal.PlainDateTime.from(`${date}T${time}`), timeZone);
  } catch {
    return new BadTime("there is no such day or time", "Check the day, the month and the hour.");
  }
}

/** A time on the wall; of an hour that comes twice, the first. */
export function localTime(wall: Temporal.PlainDateTime, timeZone: string): Instant | BadTime {
  const found = wall.toZonedDateTime(timeZone, { disambiguation: "compatible" });
  if (found.toPlainDateTime().equals(wall)) return found.epochMilliseconds;
  return new BadTime(
    "clocks are put forward then, so there is no such time; it was read as an hour later",
    "Write the time that the clocks show, or give it its zone.",
    found.epochMilliseconds,
  );
}
