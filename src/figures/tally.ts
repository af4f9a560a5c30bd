import type { Millis } from "../kernel/time.ts";
import type { RequestFacts } from "../people/figures.ts";

/*
 * Counts that can be added up, of requests that have a team, a week and something else in common.
 * Nothing in them is of a person. Pure. See decisions/0078.
 */

/** Counts by name; a time to be taken or to be there is a count of its bucket, `taken.31`. */
export type Tally = Readonly<Record<string, number>>;

/** Each bucket is a tenth wider than the one before, from half a second on. */
const wider = 1.1;
const shortest = 500;

/** The bucket of a time: its middle, as `timeOf` gives it, is at most 5 % away. */
export const bucketOf = (after: Millis): number =>
  after <= shortest ? 0 : Math.ceil(Math.log(after / shortest) / Math.log(wider));
/** Milliseconds. */
const timeOf = (bucket: number): Millis =>
  bucket === 0 ? shortest : shortest * wider ** (bucket - 0.5);

const marks = [
  "takenInTime",
  "cameInTime",
  "alone",
  "widened",
  "lapsed",
  "noAnswer",
  "warned",
  "endable",
  "paused",
  "ended",
  "repeated",
] as const satisfies readonly (keyof RequestFacts)[];
export type Count = (typeof marks)[number] | "calls" | "taken" | "came" | "planned";

/** One request. A withdrawn one counts nowhere but in its category. */
export function tallyOf(facts: RequestFacts): Tally {
  if (facts.early) return {};
  const { takenAfter, cameAfter } = facts;
  return {
    calls: 1,
    ...Object.fromEntries(marks.flatMap((mark) => (facts[mark] ? [[mark, 1] as const] : []))),
    ...(facts.repeated && facts.planned ? { planned: 1 } : {}),
    ...(takenAfter === undefined ? {} : { taken: 1, [`taken.${bucketOf(takenAfter)}`]: 1 }),
    ...(cameAfter === undefined ? {} : { came: 1, [`came.${bucketOf(cameAfter)}`]: 1 }),
  };
}

export function added(tallies: Iterable<Tally>): Tally {
  const sum: Record<string, number> = {};
  for (const tally of tallies)
    for (const [name, count] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

export const count = (tally: Tally, name: Count): number => tally[name] ?? 0;

/**
 * The time within which this part of them was taken or there, in milliseconds: the middle of its
 * bucket. `undefined`: none was.
 * @param part 0.5 for the median
 */
export function quantile(tally: Tally, what: "taken" | "came", part: number): Millis | undefined {
  const buckets = Object.entries(tally)
    .flatMap(([name, number]) =>
      name.startsWith(`${what}.`) ? [{ bucket: Number(name.slice(what.length + 1)), number }] : [],
    )
    .toSorted((a, b) => a.bucket - b.bucket);
  const all = buckets.reduce((sum, { number }) => sum + number, 0);
  let before = 0;
  for (const { bucket, number } of buckets) {
    before += number;
    if (before >= all * part) return timeOf(bucket);
  }
  return undefined;
}
