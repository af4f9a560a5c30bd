import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { slackClient } from "../../support/slack-client.ts";
import { type Account, accountOf } from "./accounts.ts";
import { type Heard, openHouses } from "./houses.ts";

/** `acknowledged` twice would be two winners; `taken` counts them. */
export interface Held extends Account {
  readonly takenAfterMs: number;
  readonly otherAnswerMs: number;
  readonly taken: number;
}

/**
 * An instance is stopped (SIGSTOP) in the middle of a transaction, with the request's row locked: in that of
 * a step that is due, brought there by a lock of ours on the timers, which it waits for behind the request. PostgreSQL ends
 * the transaction after five seconds (`idle_in_transaction_session_timeout`); until then only that one request is held.
 */
export async function held(frozenMs: number): Promise<Held> {
  const houses = await openHouses(3);
  const { slack, database } = houses;
  const blocker = new pg.Client({ connectionString: database.url });
  blocker.on("error", () => undefined);
  const heard: Heard[] = [];
  try {
    const [one, two] = await Promise.all([houses.start(0), houses.start(1)]);
    heard.push(await houses.escalate(houses.agents[0] ?? ""));
    await houses.settled(20_000);
    const press = async (account: string, instance: { readonly url: string }) => {
      slack.deliverTo = `${instance.url}/slack/events`;
      const client = slackClient(slack, account);
      const page = client.messages().find(({ words }) => words.includes("needs help now"));
      if (page === undefined) throw new Error(`${account} has no page to press`);
      return client.press(page, "I've got it");
    };

    await blocker.connect();
    await blocker.query("begin");
    await blocker.query("set local role handrail_app");
    await blocker.query("select set_config('handrail.organisation', 'acme', true)");
    const { rowCount } = await blocker.query("select 1 from handrail.timers for update");
    if (rowCount === 0) throw new Error("there is no timer to hold");
    // The other must not be the one that steps into it.
    two.signal("SIGSTOP");
    await database.query("update handrail.clock set shift = shift + interval '21 s'");
    await until(async () => {
      const rows = await database.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'",
      );
      return (rows[0]?.n ?? 0) > 0;
    });
    one.signal("SIGSTOP");
    two.signal("SIGCONT");
    await blocker.query("rollback");
    const began = performance.now();

    houses.instances.splice(0, 2, undefined, two);
    const other = await houses.escalate(houses.agents[1] ?? "");
    heard.push(other);
    await until(async () => {
      await press("U0PRIYA", two).catch(() => undefined);
      return (await holders()).length > 0;
    }, 20_000);
    const takenAfterMs = Math.round(performance.now() - began);
    await sleep(Math.max(0, frozenMs - (performance.now() - began)));
    one.signal("SIGCONT");
    await sleep(1_500);
    houses.instances.splice(0, 2, one, two);
    heard.push(await houses.escalate(houses.agents[2] ?? ""));
    await houses.settled(30_000);
    const taken = (await holders()).length;
    return {
      ...(await accountOf(houses, heard)),
      takenAfterMs,
      otherAnswerMs: Math.round(other.ms),
      taken,
    };
  } finally {
    for (const one of houses.instances)
      if (one !== undefined && !one.hasEnded()) one.signal("SIGCONT");
    await blocker.end().catch(() => undefined);
    await houses.stop();
  }

  function holders(): Promise<object[]> {
    return database.query(
      "select subject from handrail.journal where event ->> 'type' = 'acknowledged'",
    );
  }
}

async function until(holds: () => Promise<boolean>, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("it never came to that");
    await sleep(50);
  }
}
