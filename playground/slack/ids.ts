import { randomInt } from "node:crypto";

/**
 * Ids like Slack's. They start at a random number: a database that outlives this double would
 * otherwise take a new event for a redelivery.
 */
export interface Ids {
  next(prefix: string): string;
  /** A message's `ts`: seconds and microseconds, strictly growing within the workspace. */
  ts(now: number): string;
}

export function ids(): Ids {
  let count = randomInt(36 ** 8);
  let last = 0;
  return {
    next: (prefix) => `${prefix}${(++count).toString(36).toUpperCase().padStart(9, "0")}`,
    ts(now) {
      last = Math.max(last + 1, Math.floor(now * 1_000));
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;
    },
  };
}
