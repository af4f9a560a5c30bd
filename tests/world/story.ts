import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { slackDouble, type SlackDouble } from "../../playground/slack.ts";
import { type App, startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { openLog } from "../../src/runtime/log.ts";
import { Somebody } from "./person.ts";
import { slackClient } from "./slack-client.ts";

/** The organisation of the stories. Ana and Ben take calls, Sam and Priya run Billing, Dana runs Deliveries. */
export const organisationFile = `
organisation: { id: acme, name: Acme Support, time_zone: Europe/London, country: GB, locale: en, duty_phone: "5000" }
workspaces: { slack: [T0ACME00] }
people:
  ana@acme.test: { name: Ana Silva, desk: "B 12", extension: "4417", channel: phone, join_url: "https://calls.acme.test/ana", accounts: { slack: U0ANA } }
  ben@acme.test: { name: Ben Okafor, remote: true, channel: phone, accounts: { slack: U0BEN } }
  carla@acme.test: { name: Carla Moreno, channel: chat, accounts: { slack: U0CARLA } }
  sam@acme.test: { name: Sam Reyes, extension: "4400", accounts: { slack: U0SAM } }
  priya@acme.test: { name: Priya Nair, accounts: { slack: U0PRIYA } }
  dana@acme.test: { name: Dana Fox, accounts: { slack: U0DANA } }
teams:
  Billing:
    supervisors: [sam@acme.test, priya@acme.test]
    agents: [ana@acme.test, ben@acme.test]
    escalation:
      steps:
        - { notify: supervisors, timeout: 20s }
        - { notify: everyone, timeout: 30s }
      repeat: 1
      join_within: 60s
  Deliveries:
    supervisors: [dana@acme.test]
    agents: [carla@acme.test]
`;

const accounts = { ana: "U0ANA", ben: "U0BEN", carla: "U0CARLA", sam: "U0SAM", priya: "U0PRIYA", dana: "U0DANA" } as const;
export type Name = keyof typeof accounts;

export interface World extends Record<Name, Somebody> {
  readonly slack: SlackDouble;
  /** A statement as the database's owner, past every row-level policy: to look, and to plant faults. */
  asOwner(statement: string): Promise<{ rows: Record<string, unknown>[] }>;
  app: App;
  /** Pushes the one clock and waits until everything due has happened and everything wanted is shown. */
  timePasses(seconds: number): Promise<void>;
  /** Waits until nothing is due and nothing waits to be sent. */
  settled(): Promise<void>;
  /** A new story in the same house: no requests, nobody on a call, nobody in trouble. */
  startAfresh(): Promise<void>;
  /** Ends the app as SIGTERM would, and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly file?: string;
}

/** The whole app over HTTP, against Slack's double, on the embedded database. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-"));
  const signingSecret = "a-signing-secret-for-stories";
  const botToken = "xoxb-stories";
  const people = Object.entries(accounts).map(([name, account]) => ({ account, name, email: `${name}@acme.test`, tz: "Europe/London", locale: "en-GB" }));
  const slack = await slackDouble({ signingSecret, botToken, deliverTo: "http://127.0.0.1:1/", workspace: "T0ACME00", people, wait: async () => undefined });
  const env = {
    ...{ PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: process.env["STORY_LOG"] ?? "silent", HANDRAIL_DATA_DIR: folder, HANDRAIL_CONFIG: "handrail.yaml" },
    ...{ SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: slack.url },
  };
  const start = async () => {
    const loaded = loadConfig(
      env,
      (name) => (name === "handrail.yaml" ? (options.file ?? organisationFile) : undefined),
      () => undefined,
    );
    if ("problems" in loaded) throw new Error(loaded.problems.map((problem) => `${problem.where}: ${problem.what}`).join("\n"));
    const app = await startApp({ ...loaded.config, port: 0 }, openLog(loaded.config.logLevel));
    slack.deliverTo = `${app.url}/slack/events`;
    return app;
  };
  const cast = Object.fromEntries(Object.entries(accounts).map(([name, account]) => [name, new Somebody(name, slackClient(slack, account))])) as Record<Name, Somebody>;

  const asOwner = async (statement: string) => {
    const client = new pg.Client({ host: folder, port: 5432, user: "postgres", database: "postgres" });
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  };

  const world: World = {
    ...cast,
    asOwner,
    slack,
    app: await start(),
    async timePasses(seconds) {
      await world.settled();
      await world.app.db.pushClock(seconds);
      await world.settled();
    },
    async settled() {
      // Bounded: a story that never comes to rest is a fault and says so.
      for (let tries = 0; tries < 400; tries++) {
        const [timers = [], messages = []] = await world.app.db.sweep(`
          select count(*) as n from handrail.timers where due_at <= handrail.now();
          select count(*) as n from handrail.messages where state = 'live' and wanted_version > shown_version and not_before <= handrail.now()`);
        if (Number(timers[0]?.["n"]) === 0 && Number(messages[0]?.["n"]) === 0) return;
        await sleep(20);
      }
      throw new Error("the world does not come to rest");
    },
    async startAfresh() {
      slack.noTrouble();
      await world.settled();
      await asOwner("truncate handrail.requests, handrail.request_words, handrail.messages, handrail.timers, handrail.journal, handrail.inbox, handrail.presence");
      await asOwner("update handrail.accounts set blocked = null, quiet_until = null");
      for (const somebody of Object.values(cast)) somebody.startAfresh();
    },
    async restart() {
      await world.app.stop();
      world.app = await start();
    },
    async stop() {
      await world.app.stop();
      await slack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
