import type { Instant } from "./time.ts";

/*
 * Times of work as pairs of full minutes since the epoch: from, to, from, to … They are sorted and
 * apart, so a look-up is a binary search. A year of shifts takes four bytes an edge.
 */

/** `to` is exclusive. */
export type Spans = ArrayLike<number>;

/** One time of work, as people read it. */
export interface Shift {
  readonly from: Instant;
  readonly to: Instant;
}

export const minuteOf = (at: Instant): number => Math.floor(at / 60_000);
export const instantOfMinute = (minute: number): Instant => minute * 60_000;

/** Whether a minute lies in one of them. */
export const within = (spans: Spans, minute: number): boolean =>
  firstAfter(spans, minute) % 2 === 1;

/** The index of the first edge behind a minute: odd within a span. */
function firstAfter(spans: Spans, minute: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] ?? 0) <= minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first edge behind a minute: where work begins or ends next. */
export const nextEdge = (spans: Spans, minute: number): number | undefined =>
  spans[firstAfter(spans, minute)];

/** Those that end behind a minute, as they are. */
export const endingAfter = (spans: Spans, minute: number): Int32Array =>
  Int32Array.from(spans).subarray(firstAfter(spans, minute) & ~1);

/** The spans of any order as they count: sorted, and one where they touch or overlap. */
export function merged(spans: Spans): number[] {
  const pairs: [number, number][] = [];
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const [from, to] = [spans[at] ?? 0, spans[at + 1] ?? 0];
    if (from < to) pairs.push([from, to]);
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const found: number[] = [];
  for (const [from, to] of pairs) {
    const last = found.length - 1;
    if (last > 0 && from <= (found[last] ?? 0)) found[last] = Math.max(found[last] ?? 0, to);
    else found.push(from, to);
  }
  return found;
}

/** What is left of spans where others are taken out. */
export function without(spans: Spans, others: Spans): number[] {
  const edges = [...new Set([...Array.from(spans), ...Array.from(others)])].toSorted(
    (a, b) => a - b,
  );
  return merged(
    edges.flatMap((from, at) => {
      const to = edges[at + 1];
      return to !== undefined && within(spans, from) && !within(others, from) ? [from, to] : [];
    }),
  );
}

const minutesAWeek = 7 * 24 * 60;
/** 1 January 1970 was a Thursday: weeks begin on the Monday before it. */
const mondayBefore = 3 * 24 * 60;

/** The number of the week (in UTC) of a minute. A shift belongs to the week of its start. */
export const weekNumber = (minute: number): number =>
  Math.floor((minute + mondayBefore) / minutesAWeek);
export const weekStart = (week: number): number => week * minutesAWeek - mondayBefore;

/** Spans by the week of their start. */
export function byWeek(spans: Spans): Map<number, number[]> {
  const weeks = new Map<number, number[]>();
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const [from, to] = [spans[at] ?? 0, spans[at + 1] ?? 0];
    const own = weeks.get(weekNumber(from)) ?? [];
    own.push(from, to);
    weeks.set(weekNumber(from), own);
  }
  return weeks;
}
