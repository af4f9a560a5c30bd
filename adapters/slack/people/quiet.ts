import { setTimeout as wait } from "node:timers/promises";
import { at } from "../../../src/platform/json.ts";
import { classify } from "../deliver/errors.ts";
import type { Calls } from "../web-client.ts";

/** Until when do-not-disturb holds, in milliseconds; undefined when it does not hold now. */
export function quietUntil(status: unknown, now: number): number | undefined {
  const start = at(status, "next_dnd_start_ts");
  const end = at(status, "next_dnd_end_ts");
  if (at(status, "dnd_enabled") !== true || typeof start !== "number" || typeof end !== "number")
    return undefined;
  return start * 1_000 <= now && now < end * 1_000 ? end * 1_000 : undefined;
}

/** Slack tells of so many accounts at once (docs/platforms.md S48). */
const together = 50;

/**
 * How do-not-disturb stands for accounts: events tell only of changes, and those of a stop are lost.
 * It ends early if `signal` aborts or if Slack refuses us.
 */
export async function* quietAccounts(
  calls: Calls,
  accounts: readonly string[],
  now: () => number,
  signal: AbortSignal,
): AsyncGenerator<[string, number?]> {
  for (let first = 0; first < accounts.length && !signal.aborted;) {
    const some = accounts.slice(first, first + together);
    try {
      const told = await calls.apiCall("dnd.teamInfo", { users: some.join(",") });
      for (const account of some) {
        const until = quietUntil(at(told, "users", account), now());
        yield until === undefined ? [account] : [account, until];
      }
      first += together;
    } catch (error) {
      const fault = classify(error);
      if (fault.outcome !== "throttled") return;
      await wait(fault.retryAfter, undefined, { signal }).catch(() => undefined);
    }
  }
}
