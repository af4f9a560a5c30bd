import { setTimeout as sleep } from "node:timers/promises";
import type { How } from "../../../playground/slack.ts";
import { type Account, accountOf } from "./accounts.ts";
import { type Heard, openHouses } from "./houses.ts";

const kinds: readonly How[] = [
  { status: 429, retryAfter: 3 },
  { status: 500 },
  "cut-before",
  "cut-after-accept",
  "hang",
];

/** The platform is out for so long, in each of its ways, while people ask. */
export async function outage(
  ms: number,
  requests: number,
): Promise<Account & { readonly drainedAfterMs: number; readonly callsASecond: number }> {
  const houses = await openHouses(requests);
  const { slack } = houses;
  const heard: Promise<Heard>[] = [];
  try {
    await Promise.all([houses.start(0), houses.start(1)]);
    const before = slack.calls().length;
    const back = new AbortController();
    const troubles = (async () => {
      for (let n = 0; !back.signal.aborted; n++) {
        slack.noTrouble();
        slack.trouble({ method: "*", count: Infinity, how: kinds[n % kinds.length] ?? "hang" });
        await sleep(ms / kinds.length / 2);
      }
    })();
    for (const agent of houses.agents) {
      heard.push(houses.escalate(agent));
      await sleep(ms / requests);
    }
    back.abort();
    await troubles;
    slack.noTrouble();
    const callsASecond = Math.round((slack.calls().length - before) / (ms / 1_000));
    const began = performance.now();
    const all = await Promise.all(heard);
    await houses.settled(90_000);
    return {
      ...(await accountOf(houses, all)),
      drainedAfterMs: Math.round(performance.now() - began),
      callsASecond,
    };
  } finally {
    await houses.stop();
  }
}
