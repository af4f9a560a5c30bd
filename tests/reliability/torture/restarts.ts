import { setTimeout as sleep } from "node:timers/promises";
import { type Account, accountOf } from "./accounts.ts";
import { type Heard, openHouses } from "./houses.ts";

/** The database dies under load, again and again, and is away for so long. */
export async function restarts(
  times: number,
  awayMs: number,
  everyMs: number,
): Promise<
  Account & { readonly deaths: number; readonly readyAfterMs: number; readonly exits: number }
> {
  const houses = await openHouses(Math.ceil((times * (awayMs + 4_000)) / everyMs) + 40);
  const heard: Promise<Heard>[] = [];
  let readyAfterMs = 0;
  try {
    const instances = await Promise.all([houses.start(0), houses.start(1)]);
    let asking = true;
    const asks = (async () => {
      for (const agent of houses.agents) {
        if (!asking) break;
        heard.push(houses.escalate(agent));
        await sleep(everyMs);
      }
    })();
    for (let n = 0; n < times; n++) {
      await sleep(1_500);
      await houses.database.dies();
      await sleep(awayMs);
      await houses.database.starts();
      const began = performance.now();
      for (const { url } of instances)
        while (
          (await fetch(`${url}/readyz`).then(
            (r) => r.status,
            () => 0,
          )) !== 200
        )
          await sleep(20);
      readyAfterMs = Math.max(readyAfterMs, performance.now() - began);
    }
    await sleep(500);
    asking = false;
    await asks;
    const all = await Promise.all(heard);
    await houses.settled(30_000);
    const exits = instances.filter((one) => one.hasEnded()).length;
    return {
      ...(await accountOf(houses, all)),
      deaths: times,
      readyAfterMs: Math.round(readyAfterMs),
      exits,
    };
  } finally {
    await houses.stop();
  }
}
