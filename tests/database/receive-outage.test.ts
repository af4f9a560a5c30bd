import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { slackDouble, type SlackDouble } from "../../playground/slack.ts";
import { type App, startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { openLog } from "../../src/runtime/log.ts";
import { type PostgresServer, postgresServer } from "../support/postgres.ts";
import { organisationFile } from "../support/acme.ts";
import { type Line, lineTo } from "./receive-proxy.ts";

/*
 * The database is away, or its line is: what a person is told is true, whatever the moment. On a real
 * PostgreSQL behind a line that can be cut, silenced, and lose the answer to a commit.
 */

let server: PostgresServer;
let line: Line;
let slack: SlackDouble;
let app: App;
let name: string;
const people = ["ana", "ben", "carla", "sam", "priya", "dana"].map((who) => ({
  account: `U0${who.toUpperCase()}`,
  name: who,
  email: `${who}@acme.test`,
}));

beforeAll(async () => {
  server = await postgresServer();
  const made = await server.database();
  name = made.name;
  line = await lineTo(server.port);
  const signing = { signingSecret: "a-signing-secret", botToken: "xoxb-outage" };
  slack = await slackDouble({
    ...signing,
    deliverTo: "http://127.0.0.1:1/",
    workspace: "T0ACME00",
    people,
  });
  const env = {
    ...{
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_LEVEL: "silent",
      HANDRAIL_CONFIG: "handrail.yaml",
      HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
    },
    ...{
      DATABASE_URL: made.url.replace(`:${server.port}/`, `:${line.port}/`),
      SLACK_SIGNING_SECRET: signing.signingSecret,
      SLACK_BOT_TOKEN: signing.botToken,
      SLACK_API_URL: slack.url,
    },
  };
  const loaded = loadConfig(
    env,
    (path) => (path === "handrail.yaml" ? organisationFile : undefined),
    () => undefined,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  app = await startApp({ ...loaded.config, port: 0 }, openLog("silent"));
  slack.deliverTo = `${app.url}/slack/events`;
});
beforeEach(async () => {
  for (const table of ["timers", "messages", "request_words", "requests", "journal", "inbox"])
    await server.asAdmin(`delete from handrail.${table}`, name);
});
afterEach(async () => {
  line.weather = "up";
  await readyAgain();
});
afterAll(async () => {
  await app.stop();
  await slack.stop();
  await line.stop();
  await server.stop();
});

const rows = async (text: string) =>
  (await server.asAdmin(text, name)).rows as Record<string, unknown>[];
const requests = () => rows("select * from handrail.requests");
/** Where the answer is a message of its own. */
const inChannel = { channel: "C0GENERAL" } as const;
const asked = /^At \d\d:\d\d, Priya and Sam got your request for help\.$/;
const textOf = (sent: { body: string }) =>
  (JSON.parse(sent.body) as { text: string }).text.split("\n")[0];
const ready = async () => (await fetch(`${app.url}/readyz`)).status;
/** @returns how long it took, in milliseconds */
async function readyAgain(): Promise<number> {
  const began = performance.now();
  while ((await ready()) !== 200) await sleep(50);
  return performance.now() - began;
}
const pagesTo = (account: string) =>
  slack.desk(account).messages.filter(({ text }) => text.includes("needs help now"));
const fresh = (account: string) => {
  const before = slack.desk(account).rings.length;
  return () =>
    slack
      .desk(account)
      .rings.slice(before)
      .map(({ text }) => text);
};

describe("away", () => {
  test.each([["refuse" as const], ["silent" as const]])(
    "%s: the honest sentence in time, /readyz red, and nothing happens afterwards that was said not to",
    async (weather) => {
      const sam = fresh("U0SAM");
      line.weather = weather;
      const sent = await slack.command("U0ANA", "/escalate", inChannel);
      expect([sent.status, textOf(sent)]).toEqual([
        200,
        "Handrail cannot be reached right now. Nothing was sent. Call 5000.",
      ]);
      expect(sent.ms).toBeLessThan(2_500);
      expect(await ready()).toBe(503);
      expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
      line.weather = "up";
      expect(await readyAgain()).toBeLessThan(5_000);
      expect(await requests()).toEqual([]);
      expect(sam()).toEqual([]);
      expect(textOf(await slack.command("U0ANA", "/escalate", inChannel))).toMatch(asked);
      await slack.until(() => sam().length === 1);
    },
  );

  test("for a moment only: nobody notices", async () => {
    line.weather = "refuse";
    const answered = slack.command("U0ANA", "/escalate", inChannel);
    await sleep(800);
    line.weather = "up";
    expect(textOf(await answered)).toMatch(asked);
  });

  test("what came due meanwhile happens when it is back", async () => {
    await slack.command("U0ANA", "/escalate", inChannel);
    const dana = fresh("U0DANA");
    line.weather = "refuse";
    await server.asAdmin(
      "update handrail.timers set due_at = handrail.now() + interval '1 s' where command = 'step'",
      name,
    );
    await server.asAdmin(
      "update handrail.requests set state = jsonb_set(state, '{ringing,dueAt}', to_jsonb(floor(extract(epoch from (select due_at from handrail.timers where command = 'step')) * 1000)))",
      name,
    );
    await sleep(1_500);
    expect(dana()).toEqual([]);
    line.weather = "up";
    await slack.until(() => dana().length === 1);
  });

  test("while a page is on its way: it is not sent again, because its result waits", async () => {
    const sam = fresh("U0SAM");
    const trouble = slack.trouble({
      method: "chat.postMessage",
      account: "U0PRIYA",
      how: { status: 429, retryAfter: 1 },
    });
    // The line goes right after the commit: the posts leave, their results cannot be written.
    const stop = slack.onChange(() => {
      if (sam().length === 1) line.weather = "refuse";
    });
    await slack.command("U0ANA", "/escalate", inChannel);
    await slack.until(() => sam().length === 1 && trouble.met === 1);
    stop();
    // Longer than the lease.
    await server.asAdmin(
      "update handrail.messages set lease_until = handrail.now() - interval '1 s' where lease_until is not null",
      name,
    );
    await sleep(700);
    line.weather = "up";
    await readyAgain();
    await sleep(1_500);
    expect(sam()).toEqual(["Ana needs help now. Billing, phone."]);
  });
});

describe("at the commit itself", () => {
  test("its answer is lost, and it had happened: one request, answered, and the page leaves at once and unmarked", async () => {
    const [sam, met] = [fresh("U0SAM"), line.met];
    line.weather = "lose-answer";
    const sent = await slack.command("U0ANA", "/escalate", inChannel);
    expect(line.met - met).toBe(1);
    expect(textOf(sent)).toMatch(asked);
    expect(await requests()).toHaveLength(1);
    await slack.until(() => sam().length === 1, 2_000); // not when the lease is over, eight seconds later
    expect(JSON.stringify(pagesTo("U0SAM").at(-1)?.blocks)).not.toContain("Sent again");
  });

  test("it is lost, and had not happened: it is done again, once", async () => {
    const [sam, met] = [fresh("U0SAM"), line.met];
    line.weather = "lose-commit";
    const sent = await slack.command("U0ANA", "/escalate", inChannel);
    expect(line.met - met).toBe(1);
    expect(textOf(sent)).toMatch(asked);
    expect(await requests()).toHaveLength(1);
    await slack.until(() => sam().length === 1);
  });

  test("nothing says what became of it: neither 'sent' nor 'not sent' is claimed, and the page still leaves", async () => {
    const sam = fresh("U0SAM");
    line.weather = "hold-answer";
    const sent = await slack.command("U0ANA", "/escalate", inChannel);
    expect(textOf(sent)).toBe(
      "Handrail has not answered. Perhaps it was sent, perhaps not. Call 5000 to be sure.",
    );
    expect(sent.ms).toBeLessThan(2_950);
    expect(await requests()).toHaveLength(1);
    line.weather = "up";
    // Its own line stays silent: the lease runs out, and the tick takes the page up.
    await slack.until(() => sam().length === 1, 15_000);
  });

  test("a press too", async () => {
    const [ana, sam, met] = [fresh("U0ANA"), fresh("U0SAM"), line.met];
    await slack.command("U0ANA", "/escalate", inChannel);
    await slack.until(() => sam().length === 1);
    const card = pagesTo("U0SAM").at(-1);
    line.weather = "lose-answer";
    const sent = await slack.press("U0SAM", card?.id ?? "", "escalations.acknowledge");
    expect(sent.status).toBe(200);
    expect(line.met - met).toBe(1);
    await slack.until(() => ana().includes("Sam has it."));
  });
});

describe("slow", () => {
  /** Every request takes this long: while its delivery is claimed, while it is written, or at the commit itself. */
  const slow = (seconds: number, when: "reading" | "writing" | "committing") =>
    server.asAdmin(
      `create or replace function handrail.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(${seconds}); return null; end $$;
       create ${when === "committing" ? "constraint" : ""} trigger slow after insert on handrail.${when === "reading" ? "inbox" : "requests"} ${when === "committing" ? "deferrable initially deferred" : ""} for each row execute function handrail.slow()`,
      name,
    );
  afterEach(() => server.asAdmin("drop function handrail.slow() cascade", name));

  test("beyond a person's deadline while it is read: told that nothing was sent, and so it is", async () => {
    const sam = fresh("U0SAM");
    await slow(2.6, "reading");
    const sent = await slack.command("U0ANA", "/escalate he threatens me");
    expect(textOf(sent)).toContain("Nothing was sent");
    expect(sent.ms).toBeLessThan(2_500);
    await sleep(1_000);
    expect([await requests(), await rows("select * from handrail.inbox"), sam()]).toEqual([
      [],
      [],
      [],
    ]);
  });

  test.each(["writing", "committing"] as const)(
    "beyond patience while %s, but only just: the answer waits for it, and is true",
    async (when) => {
      await slow(2.15, when);
      const sent = await slack.command("U0ANA", "/escalate", inChannel);
      expect(textOf(sent)).toMatch(asked);
      expect(sent.ms).toBeGreaterThan(2_100);
    },
  );

  test.each(["writing", "committing"] as const)(
    "far beyond while %s: nobody claims to know, and when it has happened the page leaves at once",
    async (when) => {
      const sam = fresh("U0SAM");
      await slow(3.2, when);
      const sent = await slack.command("U0ANA", "/escalate", inChannel);
      expect(textOf(sent)).toContain("Perhaps it was sent");
      expect(sent.ms).toBeLessThan(2_950);
      await slack.until(() => sam().length === 1, 3_000);
    },
  );
});
