import { todayIn, instantOf } from "../../kernel/days.ts";
import { type Spans, endingAfter, instantOfMinute, minuteOf } from "../../kernel/spans.ts";
import type { Instant } from "../../kernel/time.ts";
import {
  Gathering,
  type Names,
  type RosterProblem,
  type Shifts,
} from "../../people/roster/gather.ts";
import { type Unreadable, readCsv } from "./csv.ts";
import { readIcs } from "./ics.ts";
import { textOf } from "./text.ts";

/** What a file of shifts is read against. */
export interface Known {
  readonly names: Names;
  readonly timeZone: string;
  /** In lower case. */
  readonly teams: ReadonlySet<string>;
  readonly now: Instant;
}

export interface RosterRead {
  /** Absent: nothing of the file counts, and the first problem says why. */
  readonly roster?: { readonly shifts: Shifts; readonly covers: Spans };
  readonly problems: readonly RosterProblem[];
  /** Shifts in the file, and how many of them were left out. */
  readonly given: number;
  readonly wrong: number;
}

const dayLong = 24 * 3_600_000;
/** What is over is not kept: see `tidyRoster`. */
const past = 8 * dayLong;
/** A rule without an end is followed so far, and again every week. */
const ahead = 400 * dayLong;

/**
 * Reads a calendar or a CSV of shifts. A shift that is wrong is left out and named. Where more than
 * half are wrong, or none is right, nothing of the file counts.
 */
export function readRoster(bytes: Uint8Array, known: Known): RosterRead {
  const { timeZone, now } = known;
  const into = new Gathering(known.names);
  const text = textOf(bytes);
  const span = { from: now - past, to: now + ahead };
  const isCalendar = /^\s*BEGIN:/i.test(text.slice(0, 200));
  const unreadable = isCalendar
    ? readIcs(text, { timeZone, span, into })
    : readCsv(text, timeZone, known.teams, into);
  const shifts = into.finish();
  const { problems, given, wrong } = into;
  const whole = unreadable ?? tooWrong(given, wrong);
  if (whole !== undefined) return { problems: [whole, ...problems], given, wrong };
  const covers = coveredBy(shifts, timeZone);
  return {
    roster: { shifts: recent(shifts, minuteOf(span.from)), covers },
    problems,
    given,
    wrong,
  };
}

function tooWrong(given: number, wrong: number): Unreadable | undefined {
  if (given === 0)
    return { line: 1, what: "there is no shift in it", remedy: "Check the export of the shifts." };
  return wrong * 2 > given || wrong === given
    ? {
        line: 1,
        what: `${wrong} of ${given} shifts are wrong, so none was applied`,
        remedy: "Mend the lines below. What was in force before stays.",
      }
    : undefined;
}

/** From the first day of a shift to the last: within it the roster decides. */
function coveredBy(shifts: Shifts, timeZone: string): number[] {
  let [first, last] = [Infinity, -Infinity];
  for (const spans of shifts.values()) {
    first = Math.min(first, spans[0] ?? Infinity);
    last = Math.max(last, spans[spans.length - 1] ?? -Infinity);
  }
  const dayOf = (minute: number) => todayIn(timeZone, instantOfMinute(minute));
  return [
    minuteOf(instantOf(dayOf(first), timeZone)),
    minuteOf(instantOf(dayOf(last - 1).add({ days: 1 }), timeZone)),
  ];
}

function recent(shifts: Shifts, from: number): Shifts {
  return new Map(
    [...shifts].flatMap(([person, spans]) => {
      const rest = endingAfter(spans, from);
      return rest.length === 0 ? [] : [[person, rest]];
    }),
  );
}
