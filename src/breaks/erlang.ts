import { type Millis, seconds } from "../kernel/time.ts";

/*
 * Erlang C, for a planning figure (docs/features.md B2). It assumes a steady state, one skill and
 * callers who never hang up: a 20-minute absence hurts less than it shows.
 */

/**
 * How long a call takes, how soon it is answered, and how often that is so with everybody there
 * (docs/features.md B2).
 */
const usual = { handling: seconds(360), within: seconds(20), base: 0.85 } as const;

/** The share of calls answered in time, with `load` Erlang of calls for `agents` people. */
export function serviceLevel(
  agents: number,
  load: number,
  handling: Millis,
  within: Millis,
): number {
  if (load <= 0) return 1;
  if (agents <= load) return 0;
  // Erlang B by recursion: factorials would overflow from 170 people on.
  let blocked = 1;
  for (let n = 1; n <= agents; n++) blocked = (load * blocked) / (n + load * blocked);
  const waits = blocked / (1 - (load / agents) * (1 - blocked));
  return 1 - waits * Math.exp((-(agents - load) * within) / handling);
}

/**
 * The load at which so many people reach the base: halved 60 times, which is finer than a call in a
 * year.
 */
function usualLoad(agents: number): number {
  let [low, high] = [0, agents];
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    if (serviceLevel(agents, middle, usual.handling, usual.within) >= usual.base) low = middle;
    else high = middle;
  }
  return low;
}

const known = new Map<string, number>();

/**
 * The planning figure: of a queue that answers 85 % in 20 s with `agents` people, how much it
 * answers with some away.
 */
export function withAway(agents: number, away: number): number {
  const key = `${agents} ${away}`;
  const figure =
    known.get(key) ?? serviceLevel(agents - away, usualLoad(agents), usual.handling, usual.within);
  known.set(key, figure);
  return figure;
}
