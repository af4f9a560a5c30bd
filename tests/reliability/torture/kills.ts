import { setTimeout as sleep } from "node:timers/promises";
import { Chance } from "../simulation/chance.ts";
import { type Account, accountOf } from "./accounts.ts";
import { type Heard, openHouses } from "./houses.ts";

/** Two instances, escalations all the while, and one of the two killed with -9 again and again. */
export async function kills(
  count: number,
  everyMs: number,
): Promise<Account & { readonly kills: number; readonly requests: number }> {
  const chance = new Chance(count);
  const houses = await openHouses(count * 6 + 20);
  const heard: Promise<Heard>[] = [];
  try {
    await Promise.all([houses.start(0), houses.start(1)]);
    let asking = true;
    const asks = (async () => {
      for (const agent of houses.agents) {
        if (!asking) break;
        heard.push(houses.escalate(agent));
        await sleep(everyMs / 5);
      }
    })();
    for (let n = 0; n < count; n++) {
      await sleep(chance.between(everyMs / 2, everyMs));
      const victim = n % 2;
      houses.instances[victim]?.signal("SIGKILL");
      await houses.instances[victim]?.ended;
      await houses.start(victim);
    }
    asking = false;
    await asks;
    const all = await Promise.all(heard);
    await houses.settled(30_000);
    return { kills: count, requests: all.length, ...(await accountOf(houses, all)) };
  } finally {
    await houses.stop();
  }
}
