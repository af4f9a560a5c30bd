import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Instant, type Millis, minutes } from "../kernel/time.ts";
import type { Facts } from "./commands.ts";
import { aheadOf, queueFor, turnOf } from "./pool.ts";
import { evolve } from "./evolve.ts";
import { type Break, type Event, awayUntil, turnFor } from "./state.ts";
import { type Severity, bridge, byTurn, verdictFor } from "./table.ts";
import { coverAfter, soonestCover } from "./times.ts";

/*
 * The ways through a break: into the queue, away, after the call, over; and the cover that is asked
 * for.
 */

export const about = (state: Break, given: Given, facts: Facts) => ({
  ...{ at: given.at, person: state.person, watchers: facts.watchers },
  ...(facts.desk === undefined ? {} : { desk: facts.desk }),
});

/** Everybody who waits, in order: each looks whether it is their turn. */
export const nextOf = (facts: Facts): PersonId[] =>
  facts.pool.waiting.toSorted(byTurn).map(({ person }) => person);

export const end = (
  state: Break,
  how: "back" | "declined" | "lapsed" | "shiftOver",
  given: Given,
  facts: Facts,
): Event => ({
  ...about(state, given, facts),
  ...{
    type: "ended",
    how,
    care: state.status === "away" && state.care,
    next: nextOf(facts),
    ...deferred(state, given),
  },
});

/**
 * A break's name is its own: a timer's command would have the same id each time, so the time is
 * part of it.
 */
export function named(state: Break, given: Given, care: boolean) {
  const id =
    state.status === "none" ? `${given.newId.slice(0, 8)}.${given.at.toString(36)}` : state.id;
  // Their own press edits the card that they pressed; what comes to them by itself is a new
  // message.
  const same = state.status !== "none" && given.by === state.person;
  const occasion = same ? state.occasion : `${id}.${state.status === "none" ? 0 : state.occasions}`;
  return { id, occasion, care: care || (state.status !== "none" && state.care) };
}

/**
 * Now, in some minutes, or after this call: by the table (docs/features.md B2). Asking again keeps
 * one's place.
 */
export function place(
  state: Break,
  length: Millis,
  severity: Severity,
  given: Given,
  facts: Facts,
): Event[] {
  const { at } = given;
  const { pool } = facts;
  const since = state.status === "queued" ? state.since : at;
  const asks = state.status === "queued" ? turnFor(state) : { person: state.person, since: at };
  const queue = queueFor(pool, asks);
  const verdict = verdictFor(severity, queue, length);
  const stays = severity !== "danger" && awayUntil(state) !== undefined;
  if (verdict === "now" && !stays) return [go(state, length, given, facts)];
  if (verdict === "nowWithCover" && !stays) {
    const gone = go(state, length, given, facts);
    return [gone, ...askCover(evolve(state, gone), given, facts)];
  }
  // Five minutes once, and not in the middle of a call.
  const bridged = verdict === "queuedWithBridge" && !facts.inCall;
  const turn = bridged && state.status !== "queued" ? { ...asks, since: at + bridge } : asks;
  const expected = turnOf(pool, turn, Math.max(at, turn.since));
  // Nobody is due back: whatever led to it, it waits for cover no longer than after a danger.
  const latest = verdict === "afterCover" || expected === undefined ? at + soonestCover : undefined;
  const { bridgeUntil, coverBy } =
    state.status === "queued"
      ? {
          bridgeUntil: state.bridgeUntil,
          coverBy: latest && Math.min(latest, state.coverBy ?? latest),
        }
      : {
          bridgeUntil: bridged ? at + bridge : undefined,
          // Who is away for five minutes is not told in between that it is after their call.
          coverBy: latest && (bridged ? Math.max(latest, at + bridge + soonestCover) : latest),
        };
  const queued: Event = {
    ...about(state, given, facts),
    ...{
      type: "queued",
      severity,
      length,
      since,
      ahead: aheadOf(pool, turn),
      ...named(state, given, severity !== "plain"),
    },
    ...(expected === undefined ? {} : { about: minuteAfter(expected) }),
    ...(bridgeUntil === undefined ? {} : { bridgeUntil }),
    ...(coverBy === undefined ? {} : { coverBy }),
  };
  // Where nobody's return makes room, cover is asked for at once.
  // So it is where somebody goes over the limit, if only for five minutes, and for who is alone.
  const asksCover = coverBy !== undefined || bridgeUntil !== undefined || queue === "last";
  return [queued, ...(asksCover ? askCover(evolve(state, queued), given, facts) : [])];
}

/** People read minutes: rounded up, so that nobody waits for a time that has passed. */
export const minuteAfter = (at: Instant): Instant => Math.ceil(at / minutes(1)) * minutes(1);

export const go = (state: Break, length: Millis, given: Given, facts: Facts): Event =>
  facts.inCall ? afterCall(state, length, given, facts) : start(state, length, given, facts);

export const start = (state: Break, length: Millis, given: Given, facts: Facts): Event => ({
  ...about(state, given, facts),
  ...{
    type: "started",
    length,
    until: given.at + length,
    ...named(state, given, isCare(state)),
    ...deferred(state, given),
  },
});

export const afterCall = (state: Break, length: Millis, given: Given, facts: Facts): Event => ({
  ...about(state, given, facts),
  ...{
    type: "afterCall",
    length,
    ...named(state, given, isCare(state)),
    ...deferred(state, given),
  },
});

/**
 * The wait for it is over and was too long. It counts for the team's cover, never for the person
 * (docs/features.md I1).
 */
const deferred = (state: Break, { at }: Given): { readonly deferred?: true } =>
  state.status === "queued" && at - state.since > coverAfter ? { deferred: true } : {};

const isCare = (state: Break): boolean => "severity" in state && state.severity !== "plain";

/**
 * Supervisors are asked once for each break; they can make room and cannot decline
 * (docs/features.md B2).
 */
export function askCover(state: Break, given: Given, facts: Facts): Event[] {
  if (state.status === "none" || state.status === "offered" || state.cover !== undefined) return [];
  const people = facts.coverers.filter((id) => id !== state.person);
  if (people.length === 0) return [];
  const { taken, limit } = facts.pool;
  return [
    {
      ...about(state, given, facts),
      ...{ type: "coverAsked", people, occasion: `${state.id}.${state.occasions}`, limit },
      away: taken.length + (awayUntil(state) === undefined && state.status === "queued" ? 0 : 1),
    },
  ];
}
