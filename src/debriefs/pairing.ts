import blossom from "edmonds-blossom-fixed";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { chance } from "./cheapest.ts";
import { repeatWindow } from "./costs.ts";
import { type Seeker, isSupervisor, share } from "./people.ts";

/** Somebody in the regular rounds (docs/features.md D5). */
export type Member = Pick<
  Seeker,
  "person" | "supervises" | "agentOf" | "languages" | "channel" | "never" | "sameCall" | "met"
>;

/**
 * For each person this many of the cheapest partners are looked at first, and as many by chance.
 * The cheapest alone may form groups of odd size, where somebody stays alone. All of 1,000 people's
 * would take minutes.
 */
const few = 8;

/**
 * The pairs of this time: as many as there can be without a forbidden one or a repeat, at the least
 * cost. An odd one joins a pair. A matching in a general graph, because here nobody is the one who
 * listens (docs/features.md D2).
 * @returns groups of two and three; who is in none could meet nobody new.
 */
export function rounds(
  members: readonly Member[],
  at: Instant,
  seed: number,
  first = few,
): PersonId[][] {
  // Chance stands before everything else, so that no order of the table decides.
  const shuffled = members.toSorted((a, b) => chance(seed, a.person) - chance(seed, b.person));
  const options = shuffled.map((one, self) =>
    shuffled
      .flatMap((other, index) =>
        index !== self && mayMeet(one, other, at)
          ? [{ index, cost: costOf(one, other), chance: chance(seed + self, other.person) }]
          : [],
      )
      .toSorted((a, b) => a.cost - b.cost || a.chance - b.chance),
  );
  const most = mostPairs(options);
  for (let width = first; ; width *= 4) {
    const mates = matched(options, width);
    const pairs = mates.flatMap((mate, index) => (mate > index ? [[index, mate]] : []));
    // More options are only looked at where one more pair might be found.
    if (pairs.length >= most || width >= shuffled.length) return groups(shuffled, pairs, mates, at);
  }
}

/**
 * No more than half of each island of people who might meet at all: those of one language, or
 * supervisors among themselves.
 */
function mostPairs(options: readonly (readonly Option[])[]): number {
  const seen = new Set<number>();
  let pairs = 0;
  for (const start of options.keys()) {
    if (seen.has(start)) continue;
    const island = [start];
    seen.add(start);
    for (const index of island) {
      for (const option of options[index] ?? []) {
        if (seen.has(option.index)) continue;
        seen.add(option.index);
        island.push(option.index);
      }
    }
    pairs += Math.floor(island.length / 2);
  }
  return pairs;
}

interface Option {
  readonly index: number;
  readonly cost: number;
  readonly chance: number;
}

/** The weights are whole numbers, above nothing: a pair is always better than none. */
function matched(options: readonly (readonly Option[])[], width: number): number[] {
  const edges = new Map<string, [number, number, number]>();
  for (const [self, list] of options.entries()) {
    const anybody =
      list.length <= width ? [] : list.toSorted((a, b) => a.chance - b.chance).slice(0, width);
    for (const { index, cost } of [...list.slice(0, width), ...anybody]) {
      const [low, high] = self < index ? [self, index] : [index, self];
      edges.set(`${low} ${high}`, [low, high, 100 - cost]);
    }
  }
  const mates = edges.size === 0 ? [] : blossom([...edges.values()], true);
  return options.map((_, index) => mates[index] ?? -1);
}

function groups(
  people: readonly Member[],
  pairs: readonly (readonly number[])[],
  mates: readonly number[],
  at: Instant,
): PersonId[][] {
  const found = pairs.map((pair) => pair.flatMap((index) => people[index] ?? []));
  for (const [index, one] of people.entries()) {
    if (mates[index] !== -1) continue;
    // Never two to one pair: the four of them would have been two pairs.
    const joined = found
      .filter((group) => group.every((other) => mayMeet(one, other, at)))
      .toSorted((a, b) => sum(one, a) - sum(one, b))[0];
    joined?.push(one);
  }
  return found.map((group) => group.map(({ person }) => person));
}

const sum = (one: Member, group: readonly Member[]): number =>
  group.reduce((total, other) => total + costOf(one, other), 0);

/**
 * The hard rules between two equals, both ways; and nobody met within the window
 * (docs/features.md D5).
 */
export function mayMeet(one: Member, other: Member, at: Instant): boolean {
  const met = one.met[other.person] ?? other.met[one.person];
  return (
    one.person !== other.person &&
    isSupervisor(one) === isSupervisor(other) &&
    share(one.languages, other.languages) &&
    !one.never.includes(other.person) &&
    !other.never.includes(one.person) &&
    !share(one.supervises, other.agentOf) &&
    !share(other.supervises, one.agentOf) &&
    !one.sameCall.includes(other.person) &&
    !other.sameCall.includes(one.person) &&
    (met === undefined || at - met >= repeatWindow)
  );
}

/**
 * As for a debrief, where nobody is the one who listens: some distance, and the same kind of work
 * (docs/features.md D2).
 */
function costOf(one: Member, other: Member): number {
  const near = share([...one.agentOf, ...one.supervises], [...other.agentOf, ...other.supervises])
    ? 8
    : 0;
  return (
    near +
    (one.channel !== undefined && other.channel !== undefined && one.channel !== other.channel
      ? 4
      : 0)
  );
}
