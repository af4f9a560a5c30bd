import { setTimeout as sleep } from "node:timers/promises";
import { selfTestOrganisation } from "../../../src/kernel/pretend.ts";
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
  /**
   * How often each message that shows what it should was sent, by who it is and its version. A
   * process that wakes from sleep makes a self-test, which is on no platform.
   */
  const shown = async () => {
    const rows = await database.query<{ key: string; attempt: number }>(
      `select concat_ws(' ', organisation_id, feature, subject, view, account_id, occasion, wanted_version) as key, attempt
       from handrail.messages where shown_version = wanted_version and organisation_id <> '${selfTestOrganisation}'`,
    );
    return new Map(rows.map(({ key, attempt }) => [key, attempt]));
  };
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
      // What is shown already has no reason to be sent again, unless a step falls due meanwhile.
      const before = await shown();
      one.signal("SIGCONT");
      houses.instances.splice(0, 2, one, both);
      await sleep(1_500);
      for (const [key, attempt] of await shown())
        attemptsAfter += attempt - (before.get(key) ?? attempt);
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
