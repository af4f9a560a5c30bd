import type { PersonId } from "../kernel/ids.ts";
import { type Instant, type Millis, minutes } from "../kernel/time.ts";
import { type Break, awayUntil, waitsSince } from "./state.ts";
import { type Queue, type Turn, byTurn } from "./table.ts";

/** Somebody who waits for a break. */
export interface Waiting extends Turn {
  readonly length: Millis;
}
/** Somebody who holds one of the places: away, or about to go when their call is over. */
export interface Taken {
  readonly person: PersonId;
  /** Absent: not away yet. */
  readonly until?: Instant;
}

/**
 * The queue of calls that somebody answers with others, and who of the others is away, waits, or is
 * left.
 */
export interface Pool {
  /** Whether the person is on the queue now: agents on shift. Others leave no gap. */
  readonly member: boolean;
  /** How many may be away at once. */
  readonly limit: number;
  /**
   * Everybody on shift, whether away or not: who goes for a while does not lower the limit for
   * others.
   */
  readonly staffed: number;
  readonly taken: readonly Taken[];
  readonly waiting: readonly Waiting[];
  /** Others who are on the queue right now. */
  readonly left: number;
}

/** How many of so many may be away at once, unplanned (docs/features.md B2). */
export const squareRootLimit = (staffed: number): number =>
  Math.max(1, Math.floor(0.4 * Math.sqrt(staffed)));

/** What a team says of its limit, and who of it is on shift. */
export interface TeamLimit {
  readonly limit: "auto" | number;
  readonly staff: readonly PersonId[];
}

/** The limit of teams that share people: fixed ones add up, the others count together. */
export function limitOf(teams: readonly TeamLimit[]): number {
  const fixed = teams.reduce((sum, { limit }) => sum + (limit === "auto" ? 0 : limit), 0);
  const auto = teams.filter(({ limit }) => limit === "auto");
  return Math.max(
    1,
    fixed +
      (auto.length === 0 ? 0 : squareRootLimit(new Set(auto.flatMap(({ staff }) => staff)).size)),
  );
}

/** The queue as it is without the person who asks: `here` are all who answer it on this shift. */
export function poolWithout(
  asks: PersonId,
  here: ReadonlySet<PersonId>,
  limit: number,
  breaks: readonly Break[],
): Pool {
  const others = breaks.filter(({ person }) => person !== asks && here.has(person));
  const gone = new Set(
    others.filter((other) => awayUntil(other) !== undefined).map(({ person }) => person),
  );
  return {
    ...{ member: here.has(asks), limit, staffed: here.size },
    taken: others.flatMap((other) => {
      const until = awayUntil(other);
      if (until !== undefined) return [{ person: other.person, until }];
      return other.status === "afterCall" && other.held ? [{ person: other.person }] : [];
    }),
    waiting: others.flatMap((other) =>
      other.status === "queued" && awayUntil(other) === undefined
        ? [{ person: other.person, since: waitsSince(other), length: other.length }]
        : [],
    ),
    left: [...here].filter((id) => id !== asks && !gone.has(id)).length,
  };
}

/** Those whose turn is before somebody's. */
const before = (pool: Pool, turn: Turn): Waiting[] =>
  pool.waiting.filter((other) => byTurn(other, turn) < 0).toSorted(byTurn);

export const aheadOf = (pool: Pool, turn: Turn): number => before(pool, turn).length;

/** How the queue stands for somebody who would go now. */
export function queueFor(pool: Pool, turn: Turn): Queue {
  if (!pool.member) return "under";
  if (pool.left === 0) return "last";
  return pool.limit - pool.taken.length > aheadOf(pool, turn) ? "under" : "reached";
}

/** Nobody knows how long a call still takes: what a place held for after it counts as. */
const callTakes = minutes(10);
/** A break whose time is over ends at any moment. */
const anyMoment = minutes(1);

/**
 * When somebody's turn comes, if everybody is back when they said: places are given out in turn as
 * they fall free. `undefined`: nobody is away whose return would make room, so only cover helps.
 */
export function turnOf(pool: Pool, turn: Turn, at: Instant): Instant | undefined {
  const ends = pool.taken
    .map(({ until }) => Math.max(until ?? at + callTakes, at + anyMoment))
    .toSorted((a, b) => a - b);
  if (pool.left === 0) return ends[0];
  // Over the limit, the first to come back make no room; under it, there is room now.
  const places = ends.slice(Math.max(0, ends.length - pool.limit));
  while (places.length < pool.limit) places.unshift(at);
  for (const other of before(pool, turn)) {
    const start = places.shift() ?? at;
    places.push(Math.max(start, at) + other.length);
    places.sort((a, b) => a - b);
  }
  return places[0];
}
