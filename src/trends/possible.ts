import type { Group } from "./crowds.ts";

/** At least so many and at most so many. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What a shown number says: of those of a group who answered, so many gave the answer that counts. */
export interface Fact {
  readonly group: Group;
  readonly answered: number;
  readonly yes: Range;
}

/** A fact over the variables of one search. */
interface Sum {
  readonly fact: Fact;
  readonly within: readonly number[];
  /** What the sum may be if nobody changed their mind. */
  readonly can: Range;
  /** The same, `room` answers away from each end at which there is something to learn. */
  readonly inside: Range;
}

/** For each variable, how many of its people gave the answer that counts. */
type World = Int32Array;

/** A world in which everything that is shown holds with room to spare, and the earlier numbers that can hold beside it. */
interface Proof {
  readonly world: World;
  readonly before: readonly Sum[];
}

/** A span that is proven to tell nothing of anybody; or one that cannot occur. */
export type Verdict = Proof | "impossible" | undefined;

/**
 * So many answers may be other ones, and every number stays in its span: somebody's own, which an insider knows, and that
 * of anybody else. See docs/decisions/NNNN-trend-gate.md.
 */
const room = 2;
/** A search that takes more steps than this proves nothing, and the number is refused. */
const steps = 4_000;
/** So often answers are moved towards where all sums hold, before the search. */
const rounds = 60;

/**
 * Everything that may be true of what people answered to one question, for somebody who knows who was in which group, how
 * many of it answered, and every number ever shown, and who takes it that nobody changed their mind. Each crowd is two
 * variables: those of it who answered now, and those who did not.
 */
export class Possible {
  readonly #sizes: Int32Array;
  readonly #stuck: Sum[] = [];
  #before: readonly Sum[] = [];
  readonly #now: Sum[] = [];
  #world: World;

  /** @param people of each crowd, as many as have an answer. */
  constructor(people: readonly number[]) {
    this.#sizes = Int32Array.from(people);
    this.#world = this.#sizes.map((size) => size >> 1);
  }

  /** Takes in what an earlier window showed. The newest comes first: what contradicts it is from before people changed. */
  remember(fact: Fact): void {
    const sum = this.#sumOf(fact);
    const kept = [...this.#before, sum];
    const world = this.#inside(kept, sum);
    if (world !== undefined) [this.#before, this.#world] = [kept, world];
    else if (!this.#contradicted(sum, this.#before)) this.#stuck.push(sum);
  }

  /** Whether a number about these people, now, may say this. */
  judge(fact: Fact): Verdict {
    const sum = this.#sumOf(fact);
    const now = [...this.#now, sum];
    const stuck = this.#stuck.some(
      (other) => shares(other, fact.group) && !this.#apart(other, sum),
    );
    const before = this.#before.filter((other) => !this.#apart(other, sum));
    const world = stuck ? undefined : this.#inside([...before, ...now], sum);
    if (world !== undefined) return { world, before };
    if (this.#search(allOf(now), now, "can") === "none") return "impossible";
    return stuck ? undefined : this.#withoutContradictions(before, sum);
  }

  /** What is shown now: from here on it is part of everything that was shown. */
  show(fact: Fact, { world, before }: Proof): void {
    this.#now.push(this.#sumOf(fact));
    this.#before = before;
    this.#world = world;
  }

  /** Where earlier numbers cannot all hold beside this one: as many as can, the newest first. */
  #withoutContradictions(before: readonly Sum[], sum: Sum): Proof | undefined {
    const now = [...this.#now, sum];
    const fits = (some: readonly Sum[]) =>
      this.#search(allOf([...some, ...now]), [...some, ...now], "can");
    if (fits(before) !== "none") return undefined;
    let kept: readonly Sum[] = [];
    for (const one of before) if (fits([...kept, one]) !== "none") kept = [...kept, one];
    const world = this.#inside([...kept, ...now], sum);
    return world === undefined ? undefined : { world, before: kept };
  }

  #contradicted(sum: Sum, others: readonly Sum[]): boolean {
    const all = [...others, sum];
    return (
      others.some((other) => this.#apart(other, sum)) ||
      this.#search(allOf(all), all, "can") === "none"
    );
  }

  /** Two numbers that cannot both hold: more would have to differ than there are people who are in one group alone. */
  #apart(a: Sum, b: Sum): boolean {
    if (a.can.high >= b.can.low && b.can.high >= a.can.low) return false;
    const inB = new Set(b.within);
    let both = 0;
    let onlyA = 0;
    for (const v of a.within)
      if (inB.has(v)) both += this.#sizes[v] ?? 0;
      else onlyA += this.#sizes[v] ?? 0;
    const onlyB = this.#peopleOf(b.within) - both;
    return a.can.low - onlyA > b.can.high || b.can.low - onlyB > a.can.high;
  }

  /** A world with room in all of these: first one that differs from the last in the newest number's people alone. */
  #inside(all: readonly Sum[], newest: Sum): World | undefined {
    const near = this.#search(newest.within, all, "inside", newest);
    if (near instanceof Int32Array) return near;
    const found = this.#search(allOf(all), all, "inside", newest);
    return found instanceof Int32Array ? found : undefined;
  }

  #sumOf(fact: Fact): Sum {
    const within = [...fact.group.members].filter((crowd) => (this.#sizes[crowd] ?? 0) > 0);
    return { fact, within, ...rangesOf(fact, this.#peopleOf(within) - fact.answered) };
  }

  #peopleOf(within: readonly number[]): number {
    let people = 0;
    for (const v of within) people += this.#sizes[v] ?? 0;
    return people;
  }

  /**
   * A world in which these sums hold and only these variables differ from the last world; `none`: there is none at all;
   * `doubt`: none was found in time.
   */
  #search(
    variables: readonly number[],
    sums: readonly Sum[],
    what: "can" | "inside",
    newest?: Sum,
  ): World | "none" | "doubt" {
    const sizes = this.#sizes;
    const world = this.#world.slice();
    // Who is flexible comes last and takes up what is left.
    const order = variables.toSorted((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
    const place = new Map(order.map((v, index) => [v, index]));
    const of: number[][] = order.map(() => []);
    const [low, high, left] = [sums, sums, sums].map(() => new Float64Array(sums.length)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (const [s, sum] of sums.entries()) {
      let [fixed, free] = [0, 0];
      for (const v of sum.within) {
        const index = place.get(v);
        if (index === undefined) fixed += world[v] ?? 0;
        else {
          free += sizes[v] ?? 0;
          of[index]?.push(s);
        }
      }
      low[s] = sum[what].low - fixed;
      high[s] = sum[what].high - fixed;
      left[s] = free;
      if (free < (low[s] ?? 0) || (high[s] ?? 0) < 0 || (high[s] ?? 0) < (low[s] ?? 0))
        return "none";
    }
    if (newest !== undefined) aim(world, sizes, variables, sums);
    let budget = steps + 4 * order.length;
    const assign = (index: number): boolean => {
      if (index === order.length) return true;
      const v = order[index] ?? 0;
      const size = sizes[v] ?? 0;
      const about = of[index] ?? [];
      let [least, most] = [0, size];
      for (const s of about) {
        least = Math.max(least, (low[s] ?? 0) - ((left[s] ?? 0) - size));
        most = Math.min(most, high[s] ?? 0);
      }
      const wanted = Math.min(most, Math.max(least, world[v] ?? 0));
      for (let step = 0; step <= most - least && budget > 0; ) {
        // Outwards from what is wanted, within what is left.
        const up = wanted + step <= most ? [wanted + step] : [];
        const down = step > 0 && wanted - step >= least ? [wanted - step] : [];
        for (const value of [...up, ...down]) {
          if (budget-- <= 0) return false;
          for (const s of about) {
            low[s] = (low[s] ?? 0) - value;
            high[s] = (high[s] ?? 0) - value;
            left[s] = (left[s] ?? 0) - size;
          }
          world[v] = value;
          if (assign(index + 1)) return true;
          for (const s of about) {
            low[s] = (low[s] ?? 0) + value;
            high[s] = (high[s] ?? 0) + value;
            left[s] = (left[s] ?? 0) + size;
          }
        }
        step++;
      }
      return false;
    };
    if (assign(0)) return world;
    return budget > 0 ? "none" : "doubt";
  }
}

/**
 * Moves answers towards where all sums hold, each sum's in proportion, one after the other and again: the search begins
 * there, and has little left to do.
 */
function aim(
  world: World,
  sizes: Int32Array,
  variables: readonly number[],
  sums: readonly Sum[],
): void {
  const near = Float64Array.from(world);
  const free = new Uint8Array(world.length);
  for (const v of variables) free[v] = 1;
  for (let round = 0, moved = true; moved && round < rounds; round++) {
    moved = false;
    for (const { within, inside } of sums) {
      let now = 0;
      for (const v of within) now += near[v] ?? 0;
      const missing = Math.max(0, inside.low + 0.4 - now) - Math.max(0, now - inside.high + 0.4);
      if (Math.abs(missing) < 0.2) continue;
      let most = 0;
      for (const v of within)
        if (free[v] === 1) most += missing > 0 ? (sizes[v] ?? 0) - (near[v] ?? 0) : (near[v] ?? 0);
      if (most === 0) continue;
      moved = true;
      const part = Math.min(1, Math.abs(missing) / most);
      for (const v of within)
        if (free[v] === 1)
          near[v] =
            missing > 0
              ? (near[v] ?? 0) + part * ((sizes[v] ?? 0) - (near[v] ?? 0))
              : (near[v] ?? 0) * (1 - part);
    }
  }
  let over = 0;
  for (const v of variables) {
    world[v] = Math.round((near[v] ?? 0) + over);
    over += (near[v] ?? 0) - (world[v] ?? 0);
  }
}

/** @param silent people of the group who did not answer, and of whom it is not known who they were. */
function rangesOf(
  { answered, yes: { low, high } }: Fact,
  silent: number,
): Pick<Sum, "can" | "inside"> {
  return {
    can: { low, high: high + silent },
    inside: {
      low: low === 0 ? 0 : low + room,
      high: high === answered ? high + silent : high - room + silent,
    },
  };
}

const allOf = (sums: readonly Sum[]): number[] => [...new Set(sums.flatMap(({ within }) => within))];

const shares = ({ fact }: Sum, { members }: Group): boolean =>
  [...fact.group.members].some((crowd) => members.has(crowd));
