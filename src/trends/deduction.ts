import type { Crowd, Group } from "./crowds.ts";

/** At least so many and at most so many. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * What is known of a group: how many of it answered, and how many of those gave the answer that
 * counts.
 */
export interface Fact {
  readonly group: Group;
  readonly answered: number;
  readonly yes: Range;
}

/**
 * What is left open of people who appear in the same facts, after everything has been taken
 * together.
 */
export interface Left {
  readonly members: number;
  readonly yes: Range;
  readonly no: Range;
}

/** Bounds get no tighter after a few rounds; a handful is plenty for sums. */
const rounds = 8;

/**
 * What follows from several facts together, if nobody changed their mind between them. For each set
 * of people that the facts cannot tell apart: how many may have answered so.
 * @returns `undefined` when the facts contradict each other: then people did change their minds,
 * and nothing follows.
 */
export function deduce(
  facts: readonly Fact[],
  { sizes, within }: Units,
): readonly Left[] | undefined {
  const [answered, yes, no] = [open(sizes), open(sizes), open(sizes)] as const;
  for (let round = 0, moved = true; moved && round < rounds; round++) {
    moved = false;
    for (const [index, fact] of facts.entries()) {
      const units = within[index] ?? [];
      moved = tighten(answered, units, { low: fact.answered, high: fact.answered }) || moved;
      moved = tighten(yes, units, fact.yes) || moved;
      moved =
        tighten(no, units, {
          low: fact.answered - fact.yes.high,
          high: fact.answered - fact.yes.low,
        }) || moved;
    }
    for (let unit = 0; unit < sizes.length; unit++) {
      const most = answered.high[unit] ?? 0;
      moved = cap(yes, unit, most - (no.low[unit] ?? 0)) || moved;
      moved = cap(no, unit, most - (yes.low[unit] ?? 0)) || moved;
    }
    if (contradicts(answered) || contradicts(yes) || contradicts(no)) return undefined;
  }
  return sizes.map((members, unit) => ({
    members,
    yes: rangeOf(yes, unit),
    no: rangeOf(no, unit),
  }));
}

/**
 * A range for each unit, as two columns: a large organisation's are gone through hundreds of
 * thousands of times.
 */
interface Bounds {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

const open = (sizes: readonly number[]): Bounds => ({
  low: new Int32Array(sizes.length),
  high: Int32Array.from(sizes),
});
const rangeOf = ({ low, high }: Bounds, unit: number): Range => ({
  low: low[unit] ?? 0,
  high: high[unit] ?? 0,
});
const contradicts = ({ low, high }: Bounds): boolean =>
  low.some((least, unit) => least > (high[unit] ?? 0));

/** Sets of people that some facts cannot tell apart, and which of them each fact is about. */
export interface Units {
  readonly sizes: readonly number[];
  readonly within: readonly (readonly number[])[];
}

/** @param people in each crowd. */
export function unitsOf(groups: readonly Group[], people: readonly number[]): Units {
  // A mark stands for the groups that a crowd was found in so far; each group tells apart what had
  // the same mark.
  const marks = new Map<Crowd, number>();
  let last = 0;
  for (const { members } of groups) {
    const finer = new Map<number, number>();
    for (const crowd of members) {
      const before = marks.get(crowd) ?? 0;
      let mark = finer.get(before);
      if (mark === undefined) finer.set(before, (mark = ++last));
      marks.set(crowd, mark);
    }
  }
  const units = new Map<number, number>();
  const sizes: number[] = [];
  for (const [crowd, mark] of marks) {
    const unit = units.get(mark) ?? sizes.push(0) - 1;
    units.set(mark, unit);
    sizes[unit] = (sizes[unit] ?? 0) + (people[crowd] ?? 0);
  }
  const unitsIn = ({ members }: Group) => {
    const found = new Set<number>();
    for (const crowd of members) found.add(units.get(marks.get(crowd) ?? 0) ?? 0);
    return [...found];
  };
  return { sizes, within: groups.map(unitsIn) };
}

/** One sum: what the others must leave for each, and what they can. */
function tighten(all: Bounds, units: readonly number[], { low, high }: Range): boolean {
  let [least, most, widest] = [0, 0, 0];
  for (const unit of units) {
    const from = all.low[unit] ?? 0;
    const to = all.high[unit] ?? 0;
    least += from;
    most += to;
    if (to - from > widest) widest = to - from;
  }
  // Nothing can follow for anybody: by far the most usual case in a large group.
  if (high - least >= widest && most - low >= widest) return false;
  let moved = false;
  for (const unit of units) {
    const from = all.low[unit] ?? 0;
    const to = all.high[unit] ?? 0;
    const newLow = Math.max(from, low - (most - to));
    const newHigh = Math.min(to, high - (least - from));
    if (newLow === from && newHigh === to) continue;
    moved = true;
    least += newLow - from;
    most += newHigh - to;
    all.low[unit] = newLow;
    all.high[unit] = newHigh;
  }
  return moved;
}

function cap(bounds: Bounds, unit: number, high: number): boolean {
  if ((bounds.high[unit] ?? 0) <= high) return false;
  bounds.high[unit] = high;
  return true;
}
