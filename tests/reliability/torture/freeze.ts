import { setTimeout as sleep } from "node:timers/promises";
import { type Account, accountOf } from "./accounts.ts";
import { type Heard, openHouses } from "./houses.ts";

/** An instance is stopped (SIGSTOP) while a page of its own is on its way; the other goes on, and then it wakes. */
export async function freeze(
  frozenMs: number,
  rounds: number,
): Promise<Account & { readonly takenOverMs: number; readonly attemptsAfter: number }> {
  const houses = await openHouses(rounds * 4);
  const { slack, database } = houses;
  const heard: Heard[] = [];
  let takenOverMs = 0;
  let attemptsAfter = 0;
  try {
    const [one] = await Promise.all([houses.start(0), houses.start(1)]);
    for (let round = 0; round < rounds; round++) {
      const [agent = "", other = "", third = ""] = houses.agents.slice(round * 4);
      const trouble = slack.trouble({
        method: "chat.postMessage",
        account: "U0SAM",
        how: "hang-after-accept",
      });
      const both = houses.instances[1];
      houses.instances[1] = undefined;
      heard.push(await houses.escalate(agent));
      await slack.until(() => trouble.met === 1);
      one.signal("SIGSTOP");
      const began = performance.now();
      houses.instances.splice(0, 2, undefined, both);
      heard.push(await houses.escalate(other));
      const name = agent.slice(2).toLowerCase();
      const copies = () =>
        slack
          .desk("U0SAM")
          .messages.filter((shown) => JSON.stringify(shown).includes(`${name} needs help`)).length;
      await slack.until(() => copies() === 2, 20_000);
      takenOverMs = Math.max(takenOverMs, performance.now() - began);
      await sleep(Math.max(0, frozenMs - (performance.now() - began)));
      const attempts = () =>
        database.query<{ n: number }>(
          "select sum(attempt)::int as n from handrail.messages where address is not null",
        );
      const before = (await attempts())[0]?.n ?? 0;
      one.signal("SIGCONT");
      houses.instances.splice(0, 2, one, both);
      await sleep(1_500);
      attemptsAfter += ((await attempts())[0]?.n ?? 0) - before;
      heard.push(await houses.escalate(third));
    }
    await houses.settled(30_000);
    return {
      ...(await accountOf(houses, heard)),
      takenOverMs: Math.round(takenOverMs),
      attemptsAfter,
    };
  } finally {
    for (const one of houses.instances)
      if (one !== undefined && !one.hasEnded()) one.signal("SIGCONT");
    await houses.stop();
  }
}
