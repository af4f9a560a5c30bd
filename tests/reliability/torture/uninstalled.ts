import { setTimeout as sleep } from "node:timers/promises";
import { type Heard, openHouses } from "./houses.ts";

/** What came of an app that was removed from its workspace while people asked. */
export interface Uninstalled {
  readonly asked: number;
  /** Answered before the app was gone, and what was said. */
  readonly confirmed: number;
  /** Calls to Slack that began later than the grace after it. */
  readonly lateCalls: number;
  readonly exits: number;
  /** Messages that something would still try to send. */
  readonly waiting: number;
  readonly slowestAnswer: number;
}

/**
 * Slack removes the app in the middle of requests and under load: its calls answer `account_inactive`, and both events
 * come, each twice and in either order. Five seconds later nothing of that workspace is called any more.
 */
export async function uninstalled(agents: number, everyMs: number): Promise<Uninstalled> {
  const houses = await openHouses(agents);
  const { slack, database } = houses;
  const heard: Promise<Heard>[] = [];
  try {
    const up = await Promise.all([houses.start(0), houses.start(1)]);
    const events = ["tokens_revoked", "app_uninstalled", "app_uninstalled", "tokens_revoked"];
    for (const [number, agent] of houses.agents.entries()) {
      heard.push(houses.escalate(agent));
      if (number === Math.floor(agents / 2)) {
        slack.setInstalled(false);
        for (const type of events) {
          const tokens = type === "tokens_revoked" ? { tokens: { oauth: [], bot: ["U0BOT"] } } : {};
          await slack.event({ type, ...tokens });
        }
      }
      await sleep(everyMs);
    }
    const all = await Promise.all(heard);
    await sleep(5_000);
    const before = slack.calls().length;
    await sleep(8_000);
    const [waiting] = await database.query<{ n: number }>(
      "select count(*)::int as n from handrail.messages where state = 'live' and wanted_version > shown_version",
    );
    return {
      asked: all.length,
      confirmed: all.filter(({ what }) => what === "confirmed").length,
      lateCalls: slack.calls().length - before,
      exits: up.filter((one) => one.hasEnded()).length,
      waiting: waiting?.n ?? 0,
      slowestAnswer: Math.round(Math.max(...all.map(({ ms }) => ms))),
    };
  } finally {
    await houses.stop();
  }
}
