import type { Group } from "./crowds.ts";
import { type Range, type Sum, type World, searchFor } from "./search.ts";

/**
 * What a shown number says: so many of those in a group who answered gave the answer that counts.
 */
export interface Fact {
  readonly group: Group;
  readonly answered: number;
  readonly yes: Range;
}

/** A group, in the crowds that have answers. */
interface Who {
  readonly within: readonly number[];
  readonly people: number;
  /** The numbers that are about some of the same people, and about how many of them. */
  readonly shared: ReadonlyMap<number, number>;
}

/** A fact about them. */
interface Known extends Who {
  /** What the sum may be if nobody changed their mind. */
  readonly can: Range;
  /**
   * The same, with `distance` answers from each end at which there is something to learn.
   */
  readonly inside: Range;
}

/** Crowds that differ from the last world, and how many of each gave the answer that counts now. */
type Changes = ReadonlyMap<number, number>;

/**
 * A world in which everything shown holds with distance to spare, except earlier numbers that
 * cannot have it.
 */
interface Proof {
  readonly changes: Changes;
  readonly without: ReadonlySet<number>;
}

/** Proof that a number tells nothing of anybody; or that it cannot occur; else it is refused. */
export type Verdict = Proof | "impossible" | undefined;

/**
 * So many answers may differ, and every number stays in its span. One is a person's own, which an
 * attacker who is a colleague knows. One more may be anybody's. Why that is enough:
 * docs/decisions/0047-trend-gate.md.
 */
const distance = 2;
/**
 * A search among more crowds than this is not one through everything, and shows that something is
 * possible at most.
 */
const few = 48;
/** In a larger organisation a search goes as far as the groups of at most so many crowds. */
const near = 64;
/**
 * In a very large organisation a team's number is refused if its own people leave no distance for
 * it.
 */
const many = 250;

/**
 * All the answers to one question that are possible for an observer. The observer knows who was in
 * which group, how many of each answered, and every number ever shown. The observer assumes that
 * nobody changed their mind.
 */
export class Possible {
  readonly #sizes: Int32Array;
  readonly #known: Known[] = [];
  readonly #values: number[] = [];
  /**
   * Earlier numbers that contradict newer ones: people changed their minds, so nothing follows from
   * both.
   */
  readonly #contradicted = new Set<number>();
  /** Numbers that were neither proven to be safe with the others nor to contradict them. */
  readonly #doubtful = new Set<number>();
  /** By crowd. */
  readonly #about: number[][];
  /** When a group was put back into its middle: once for each number that is shown is enough. */
  readonly #centred = new Map<number, number>();
  #earlier = 0;
  #last: { readonly group: Group; readonly known: number; readonly who: Who } | undefined;
  readonly #world: World;

  /** @param people of each crowd, as many as have an answer. */
  constructor(people: readonly number[]) {
    this.#sizes = Int32Array.from(people);
    this.#world = this.#sizes.map((size) => size >> 1);
    this.#about = people.map(() => []);
  }

  /**
   * Adds what an earlier window showed. The newest comes first; an older number that contradicts it
   * is left out.
   */
  remember(fact: Fact): void {
    const known = this.#knownFrom(fact);
    const apart = this.#apart(known).size > 0;
    const changes = apart ? undefined : this.#provenWith(known, this.#contradicted);
    const contradicts =
      apart ||
      (changes === undefined && this.#worldWhere("can", known, this.#contradicted) === "none");
    const place = this.#add(known);
    this.#earlier = this.#known.length;
    if (contradicts) this.#contradicted.add(place);
    else if (changes === undefined) this.#doubtful.add(place);
    else this.#change(changes);
  }

  /** Whether a number about these people, now, may say this. */
  judge(fact: Fact): Verdict {
    const known = this.#knownFrom(fact);
    this.#centre(known);
    const apart = this.#apart(known);
    for (const place of apart) if (place >= this.#earlier) return "impossible";
    const without = this.#contradicted.union(apart);
    const doubtful = [...this.#doubtful].some(
      (place) => known.shared.has(place) && !apart.has(place),
    );
    const changes = doubtful ? undefined : this.#provenWith(known, without);
    if (changes !== undefined) return { changes, without };
    // What does not fit among so few is left open, and so refused.
    if (this.#sizes.length > few) return undefined;
    const earlier = new Set(Array.from({ length: this.#earlier }, (_, place) => place));
    if (this.#worldWhere("can", known, earlier) === "none") return "impossible";
    return doubtful ? undefined : this.#withFewer(known, without, earlier);
  }

  /** What is shown now, from here on part of everything shown. */
  show(fact: Fact, { changes, without }: Proof): void {
    this.#add(this.#knownFrom(fact));
    for (const place of without) this.#contradicted.add(place);
    this.#change(changes);
  }

  /**
   * Where earlier numbers cannot all hold beside this one: with as many as can, the newest first.
   */
  #withFewer(
    known: Known,
    without: ReadonlySet<number>,
    earlier: ReadonlySet<number>,
  ): Proof | undefined {
    if (this.#worldWhere("can", known, without) !== "none") return undefined;
    const left = new Set(earlier);
    for (const place of earlier) {
      if (without.has(place)) continue;
      left.delete(place);
      if (this.#worldWhere("can", known, left) === "none") left.add(place);
    }
    const changes = this.#provenWith(known, left);
    return changes === undefined ? undefined : { changes, without: left };
  }

  /**
   * A world with distance in everything: the last one, one that differs from it in few people, or
   * any.
   */
  #provenWith(known: Known, without: ReadonlySet<number>): Changes | undefined {
    const moved = this.#moved(known, without);
    if (moved !== undefined) return moved;
    const large = known.within.length > near;
    if (!large) {
      const found = this.#search(known.within, "inside", known, without);
      if (typeof found !== "string") return found;
      if (this.#sizes.length > many) return undefined;
    }
    const wider = this.#worldWhere("inside", known, without);
    return typeof wider === "string" ? undefined : wider;
  }

  /**
   * Changes answers of these people, each crowd's in proportion, as far as every other number
   * allows.
   */
  #moved({ within, inside }: Known, without: ReadonlySet<number>): Changes | undefined {
    let value = 0;
    for (const crowd of within) value += this.#world[crowd] ?? 0;
    if (value >= inside.low && value <= inside.high) return new Map();
    // Towards the middle, so that the next shown numbers have distance too.
    const changes = this.#towards(
      within,
      Math.floor((inside.low + inside.high) / 2) - value,
      without,
    );
    for (const [crowd, now] of changes) value += now - (this.#world[crowd] ?? 0);
    return value >= inside.low && value <= inside.high ? changes : undefined;
  }

  /**
   * So many more of these people gave the answer that counts, or as many as every number allows.
   */
  #towards(within: readonly number[], all: number, without: ReadonlySet<number>): Changes {
    const free = (crowd: number) =>
      all > 0 ? (this.#sizes[crowd] ?? 0) - (this.#world[crowd] ?? 0) : -(this.#world[crowd] ?? 0);
    let most = 0;
    for (const crowd of within) most += free(crowd);
    const changes = new Map<number, number>();
    const moved = new Map<number, number>();
    const part = Math.min(1, all / most);
    let left = all;
    for (const share of [part, 1])
      for (const crowd of within) {
        if (left === 0 || most === 0) return changes;
        const done = (changes.get(crowd) ?? this.#world[crowd] ?? 0) - (this.#world[crowd] ?? 0);
        const wanted = Math.trunc(free(crowd) * share) - done;
        const by = this.#allowed(
          crowd,
          all > 0 ? Math.min(left, wanted) : Math.max(left, wanted),
          moved,
          without,
        );
        if (by === 0) continue;
        changes.set(crowd, (this.#world[crowd] ?? 0) + done + by);
        for (const place of this.#about[crowd] ?? [])
          moved.set(place, (moved.get(place) ?? 0) + by);
        left -= by;
      }
    return changes;
  }

  /** How far a crowd's answers may change, up to a number, within every number that includes it. */
  #allowed(
    crowd: number,
    most: number,
    moved: ReadonlyMap<number, number>,
    without: ReadonlySet<number>,
  ): number {
    let by = most;
    for (const place of this.#about[crowd] ?? []) {
      const other = this.#known[place];
      if (by === 0) break;
      if (other === undefined || without.has(place)) continue;
      const sum = (this.#values[place] ?? 0) + (moved.get(place) ?? 0);
      by =
        most > 0
          ? Math.max(0, Math.min(by, other.inside.high - sum))
          : Math.min(0, Math.max(by, other.inside.low - sum));
    }
    return by;
  }

  /**
   * Moves large groups back to the middle of what is shown of them, if other groups used up their
   * distance.
   */
  #centre(known: Known): void {
    for (const place of known.shared.keys()) {
      const other = this.#known[place];
      if (other === undefined || other.within.length <= known.within.length) continue;
      if (this.#contradicted.has(place) || this.#doubtful.has(place)) continue;
      const { low, high } = other.inside;
      const value = this.#values[place] ?? 0;
      const most = Math.min(known.people, (high - low) >> 2);
      if (value - low >= most && high - value >= most) continue;
      if (this.#centred.get(place) === this.#known.length) continue;
      this.#centred.set(place, this.#known.length);
      this.#change(this.#towards(other.within, ((low + high) >> 1) - value, this.#contradicted));
    }
  }

  /** Searches among everybody; in a large organisation only among the groups nearby. */
  #worldWhere(
    what: "can" | "inside",
    known: Known,
    without: ReadonlySet<number>,
  ): Changes | "none" | "doubt" {
    const all = new Set(known.within);
    const everybody = this.#sizes.length <= few;
    const places = everybody ? this.#known.keys() : known.shared.keys();
    for (const place of places) {
      const within = this.#known[place]?.within ?? [];
      if (!everybody && within.length > near) continue;
      if (!without.has(place)) for (const crowd of within) all.add(crowd);
    }
    const found =
      everybody || what === "inside" ? this.#search([...all], what, known, without) : "doubt";
    return found === "none" && !everybody ? "doubt" : found;
  }

  #search(
    crowds: readonly number[],
    what: "can" | "inside",
    known: Known,
    without: ReadonlySet<number>,
  ): Changes | "none" | "doubt" {
    const free = new Map<number, number[]>();
    for (const crowd of crowds)
      for (const place of this.#about[crowd] ?? []) {
        if (without.has(place)) continue;
        const within = free.get(place);
        if (within === undefined) free.set(place, [crowd]);
        else within.push(crowd);
      }
    const sums: Sum[] = [{ within: known.within, ...known[what] }];
    for (const [place, within] of free) {
      const { low, high } = this.#known[place]?.[what] ?? { low: 0, high: 0 };
      let fixed = this.#values[place] ?? 0;
      for (const crowd of within) fixed -= this.#world[crowd] ?? 0;
      sums.push({ within, low: low - fixed, high: high - fixed });
    }
    const found = searchFor(this.#world, this.#sizes, crowds, sums);
    return typeof found === "string"
      ? found
      : new Map(crowds.map((crowd) => [crowd, found[crowd] ?? 0]));
  }

  /**
   * Numbers that cannot hold beside this one: more would have to differ than there are people in
   * one group alone.
   */
  #apart(known: Known): Set<number> {
    const apart = new Set<number>();
    for (const [place, both] of known.shared) {
      const other = this.#known[place];
      if (other === undefined || this.#contradicted.has(place)) continue;
      if (
        other.can.low - (other.people - both) > known.can.high ||
        known.can.low - (known.people - both) > other.can.high
      )
        apart.add(place);
    }
    return apart;
  }

  #add(known: Known): number {
    const place = this.#known.push(known) - 1;
    let value = 0;
    for (const crowd of known.within) {
      this.#about[crowd]?.push(place);
      value += this.#world[crowd] ?? 0;
    }
    this.#values.push(value);
    return place;
  }

  #change(changes: Changes): void {
    for (const [crowd, value] of changes) {
      const more = value - (this.#world[crowd] ?? 0);
      if (more === 0) continue;
      this.#world[crowd] = value;
      for (const place of this.#about[crowd] ?? [])
        this.#values[place] = (this.#values[place] ?? 0) + more;
    }
  }

  #knownFrom({ group, answered, yes: { low, high } }: Fact): Known {
    const who = this.#whoIn(group);
    // Of a group's people some did not answer, and it is not known who.
    const most = (count: number) => count + Math.max(0, who.people - answered);
    return {
      ...who,
      can: { low, high: most(high) },
      inside: {
        low: low === 0 ? 0 : low + distance,
        high: most(high === answered ? high : high - distance),
      },
    };
  }

  /** Each span of a number is about the same people: they are looked up once. */
  #whoIn(group: Group): Who {
    if (this.#last?.group === group && this.#last.known === this.#known.length)
      return this.#last.who;
    const within: number[] = [];
    const shared = new Map<number, number>();
    let people = 0;
    for (const crowd of group.members) {
      const size = this.#sizes[crowd] ?? 0;
      if (size === 0) continue;
      within.push(crowd);
      people += size;
      for (const place of this.#about[crowd] ?? [])
        shared.set(place, (shared.get(place) ?? 0) + size);
    }
    const who = { within, people, shared };
    this.#last = { group, known: this.#known.length, who };
    return who;
  }
}
