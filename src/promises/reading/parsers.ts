import * as en from "chrono-node/en";
import * as es from "chrono-node/es";

/* Readers of dates in words. See docs/decisions/0064-times-in-words.md. */

type Parser = en.Chrono["parsers"][number];

/** Spanish that chrono does not read, or reads as something else. */
const spanish: readonly Parser[] = [
  {
    pattern: () => /(?<![\p{L}\d])pasado\s+ma[ñn]ana/iu,
    extract: ({ reference }) =>
      es.ParsingComponents.createRelativeFromReference(reference, { day: 2 }),
  },
  {
    pattern: () => /(?<![\p{L}\d])(?:en|dentro\s+de)\s+media\s+hora/iu,
    extract: ({ reference }) =>
      es.ParsingComponents.createRelativeFromReference(reference, { minute: 30 }),
  },
  {
    pattern: () =>
      /(?<![\p{L}\d])(?:a\s+)?las?\s+(\d{1,2})(?:[:.](\d{2}))?\s+(?:de|por)\s+la\s+(ma[ñn]ana|madrugada|tarde|noche)/iu,
    extract: (_, match) => timeOf(match[1], match[2], halfOf(match[3], match[1])),
  },
  {
    pattern: () =>
      /(?<![\p{L}\d])(?:a\s+)?las?\s+(\d{1,2})(?:(?:[:.](\d{2}))?\s*(?:h(?:rs?|oras?)?)(?![\p{L}\d]))?/iu,
    extract: (_, match) => timeOf(match[1], match[2]),
  },
];

/** Twelve at night is midnight. */
const halfOf = (named = "", hour = ""): 0 | 1 =>
  /^m/i.test(named) || (/^n/i.test(named) && Number(hour) === 12) ? 0 : 1;

/** @param half of the day: 0 before noon, 1 after it */
function timeOf(hour = "", minute = "0", half?: 0 | 1) {
  const [on, past] = [Number(hour), Number(minute)];
  if (on > 24 || past > 59) return null;
  if (half === undefined)
    return on > 12 ? { hour: on % 24, minute: past, meridiem: 1 } : { hour: on, minute: past };
  return { hour: (on % 12) + half * 12, minute: past, meridiem: half };
}

/**
 * Without the last filter, so that a date which is in no calendar is seen and can be named. Bare
 * numbers are dropped by who reads the results.
 */
function lenient(chrono: en.Chrono, more: readonly Parser[] = []): en.Chrono {
  const refiners = chrono.refiners.filter((one) => one.constructor.name !== "UnlikelyFormatFilter");
  return new en.Chrono({ parsers: [...chrono.parsers, ...more], refiners });
}

/** _3/4_ is the third of April, but in the United States. */
const english = { world: lenient(en.GB), us: lenient(en.casual) };
const castilian = lenient(es.casual, spanish);

/** Every language, the reader's first. @param locale BCP 47 */
export function readersFor(locale: string): readonly en.Chrono[] {
  const ours = /^en-US\b/i.test(locale) ? english.us : english.world;
  return /^es\b/i.test(locale) ? [castilian, ours] : [ours, castilian];
}
