/** At least so many and at most so many. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of the people in these crowds so many gave the answer that counts. */
export interface Sum extends Range {
  readonly within: readonly number[];
}

/** For each crowd, how many of its people gave the answer that counts. */
export type World = Int32Array;

/** A search that takes more steps than this, and some for each crowd, finds nothing. */
const steps = 500;
/** So often answers are moved towards where all sums hold, before the search. */
const rounds = 20;

/**
 * A world in which some sums hold and that differs from another one in some crowds alone.
 * @param sums of these crowds, and of no others.
 * @returns `none` where there is none, and `doubt` where none was found in time.
 */
export function searchFor(
  from: World,
  sizes: Int32Array,
  crowds: readonly number[],
  sums: readonly Sum[],
): World | "none" | "doubt" {
  // Of each sum: the least that is missing, the most that fits in, and how many people are still to
  // come.
  const low = Float64Array.from(sums, (sum) => sum.low);
  const high = Float64Array.from(sums, (sum) => sum.high);
  const left = Float64Array.from(sums, ({ within }) => peopleOf(within, sizes));
  for (const s of sums.keys())
    if ((left[s] ?? 0) < (low[s] ?? 0) || (high[s] ?? 0) < Math.max(0, low[s] ?? 0)) return "none";

  // Large crowds come last: they take up what is left.
  const order = crowds.toSorted((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  const about = aboutEach(order, sums);
  const world = from.slice();
  aim(world, sizes, order, sums);
  let budget = steps + 4 * order.length;
  const take = (places: readonly number[], value: number, people: number) => {
    for (const s of places) {
      low[s] = (low[s] ?? 0) - value;
      high[s] = (high[s] ?? 0) - value;
      left[s] = (left[s] ?? 0) - people;
    }
  };
  const assign = (index: number): boolean => {
    const crowd = order[index];
    if (crowd === undefined) return true;
    const [size, places] = [sizes[crowd] ?? 0, about[index] ?? []];
    let [least, most] = [0, size];
    for (const s of places) {
      least = Math.max(least, (low[s] ?? 0) - ((left[s] ?? 0) - size));
      most = Math.min(most, high[s] ?? 0);
    }
    const wanted = Math.min(most, Math.max(least, world[crowd] ?? 0));
    // From the wanted number outwards: 0, +1, -1, +2 …
    for (let step = 0; step <= 2 * (most - least); step++) {
      const value = step % 2 === 1 ? wanted + (step + 1) / 2 : wanted - step / 2;
      if (value < least || value > most) continue;
      if (budget-- <= 0) return false;
      take(places, value, size);
      world[crowd] = value;
      if (assign(index + 1)) return true;
      take(places, -value, -size);
    }
    return false;
  };
  if (assign(0)) return world;
  return budget > 0 ? "none" : "doubt";
}

/** For each crowd in order, which sums it is in. */
function aboutEach(order: readonly number[], sums: readonly Sum[]): readonly number[][] {
  const place = new Map(order.map((crowd, index) => [crowd, index]));
  const about: number[][] = order.map(() => []);
  for (const [s, { within }] of sums.entries())
    for (const crowd of within) about[place.get(crowd) ?? 0]?.push(s);
  return about;
}

function peopleOf(crowds: readonly number[], sizes: Int32Array): number {
  let people = 0;
  for (const crowd of crowds) people += sizes[crowd] ?? 0;
  return people;
}

/**
 * Moves answers towards a state where all sums hold. It takes one sum after the other, each crowd's
 * in proportion, and repeats. The search begins there, and has little left to do.
 */
function aim(
  world: World,
  sizes: Int32Array,
  crowds: readonly number[],
  sums: readonly Sum[],
): void {
  const wanted = Float64Array.from(world);
  for (let round = 0, moved = true; moved && round < rounds; round++) {
    moved = false;
    for (const { within, low, high } of sums) {
      let now = 0;
      for (const crowd of within) now += wanted[crowd] ?? 0;
      // Not to the very end, where rounding would go past it.
      const inwards = Math.min(0.4, (high - low) / 2);
      const more = Math.max(0, low + inwards - now) - Math.max(0, now - high + inwards);
      if (Math.abs(more) < 0.2) continue;
      const most = more > 0 ? peopleOf(within, sizes) - now : now;
      if (most <= 0) continue;
      moved = true;
      const part = Math.min(1, Math.abs(more) / most);
      for (const crowd of within) {
        const value = wanted[crowd] ?? 0;
        wanted[crowd] = value + part * ((more > 0 ? (sizes[crowd] ?? 0) : 0) - value);
      }
    }
  }
  let over = 0;
  for (const crowd of crowds) {
    const exact = (wanted[crowd] ?? 0) + over;
    world[crowd] = Math.round(exact);
    over = exact - (world[crowd] ?? 0);
  }
}
