import type { PersonId, Platform } from "../kernel/ids.ts";
import { pretendSupervisor } from "../kernel/pretend.ts";
import { messageFor } from "./message.ts";
import { type Tongue, tongueOf } from "./locale.ts";
import type { Line, Reader, SpansValue, Text, TimeValue, Value } from "./text.ts";

/** How a platform writes: `plain` for our text, `literal` for names and typed words. */
export interface Pen {
  /** Escapes catalogue text for the platform. */
  readonly plain: (text: string) => string;
  /** Writes typed words or a name so that nothing in them becomes mark-up. */
  readonly literal: (text: string) => string;
}

const bare: Pen = { plain: (text) => text, literal: (text) => text };

/** A line in the reader's language and time zone, in the platform's mark-up. */
export function say(line: Line, reader: Reader, pen: Pen = bare): string {
  if ("literal" in line) return pen.literal(line.literal);
  const tongue = tongueOf(reader.locale);
  if (line.values !== undefined) return written(line, tongue, reader, pen);
  const known = fixed.get(pen) ?? new Map<string, string>();
  fixed.set(pen, known);
  const id = `${tongue.language} ${reader.platform} ${line.key}`;
  const text = known.get(id) ?? written(line, tongue, reader, pen);
  known.set(id, text);
  return text;
}

/** Lines as bare text, one below the other: to be copied elsewhere. */
export const sayAll = (lines: readonly Line[], reader: Reader): string =>
  lines.map((line) => say(line, reader)).join("\n");

/**
 * A line without values is the same for every reader of a language on a platform: labels, headings,
 * most of a card.
 */
const fixed = new WeakMap<Pen, Map<string, string>>();

function written(line: Text, tongue: Tongue, reader: Reader, pen: Pen): string {
  const values: Record<string, string | number | Written> = {
    slash: reader.platform === "slack" ? "/" : "",
  };
  for (const [name, value] of Object.entries(line.values ?? {}))
    values[name] = write(value, reader, pen);
  return messageFor(line.key, tongue, reader.timeZone)
    .formatToParts<Written>(values)
    .map((part) => (part.type === 0 ? pen.plain(part.value) : part.value.text))
    .join("");
}

/**
 * A value already in the platform's mark-up: an object, so that the formatter passes it through
 * unchanged.
 */
class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function write(value: Value, reader: Reader, pen: Pen): string | number | Written {
  if (typeof value === "string" || typeof value === "number") return value;
  if ("literal" in value) return new Written(pen.literal(value.literal));
  if ("person" in value) return new Written(nameOf(value.person, reader, pen));
  if ("people" in value) {
    const names = value.people.map((id) => nameOf(id, reader, pen));
    return new Written(listing(tongueOf(reader.locale).formats).format(names));
  }
  if ("time" in value) return new Written(clock(value, reader));
  if ("routes" in value) return route(value.routes, reader);
  if ("country" in value) return countryName(value.country, reader);
  if ("spans" in value) return weekSpans(value, reader);
  if ("list" in value) return value.list.map((one) => say(one, reader)).join(", ");
  return new Written(say(value, reader, pen));
}

/** In the zone that they are of. */
function weekSpans({ spans, zone }: SpansValue, { locale }: Reader): string {
  const { formats } = tongueOf(locale);
  const local = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = (at: number) => local(at).toPlainTime().toString({ smallestUnit: "minute" });
  const day = (at: number) => local(at).toLocaleString(formats, { weekday: "short" });
  return spans.map(([from, to]) => `${day(from)} ${time(from)}–${time(to)}`).join(", ");
}

const nameOf = (id: PersonId, reader: Reader, pen: Pen): string =>
  id === pretendSupervisor
    ? say({ key: "practice.supervisor" }, reader, pen)
    : pen.literal(reader.nameOf(id) ?? "—");

/** No platform reads the name of another (docs/platforms.md T37). */
function route(platforms: readonly Platform[], reader: Reader): string {
  if (platforms.length === 0) return "none";
  if (!platforms.includes(reader.platform)) return "elsewhere";
  return platforms.length > 1 ? "both" : "here";
}

/** Making one costs fifty times what using it does. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clock({ time: at, exact, dated, zone }: TimeValue, reader: Reader): string {
  const { formats } = tongueOf(reader.locale);
  const timeZone = zone ?? reader.timeZone;
  const id = `${formats} ${timeZone} ${exact} ${dated}`;
  let known = clocks.get(id);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(formats, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
      second: exact ? "2-digit" : undefined,
      ...(dated ? date : {}),
    });
    clocks.set(id, known);
  }
  return known.format(at);
}

/** Told by its weekday, so that a wrong date is seen at once. */
const date = { weekday: "long", day: "numeric", month: "long" } as const;
const countryNames = new Map<string, Intl.DisplayNames>();

function countryName(code: string, { locale }: Reader): string {
  const { formats } = tongueOf(locale);
  const known = countryNames.get(formats) ?? new Intl.DisplayNames(formats, { type: "region" });
  countryNames.set(formats, known);
  return known.of(code) ?? code;
}

const listings = new Map<string, Intl.ListFormat>();

function listing(locale: string): Intl.ListFormat {
  const known = listings.get(locale) ?? new Intl.ListFormat(locale, { type: "conjunction" });
  listings.set(locale, known);
  return known;
}
