import { setTimeout as sleep } from "node:timers/promises";
import { type How, slackDouble, type SlackDouble } from "../../playground/slack.ts";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { type App, startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { openLog } from "../../src/runtime/log.ts";
import { Somebody } from "./person.ts";
import { slackClient } from "./slack-client.ts";
import { openStore } from "./stores.ts";

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
  /** Somebody else in the workspace, by their Slack account. */
  somebody(account: string): Somebody;
  /** Something goes wrong with a Slack call from here on; see `refusals`. */
  trouble(trouble: Parameters<SlackDouble["trouble"]>[0]): ReturnType<SlackDouble["trouble"]>;
  /** What Slack refused, apart from the troubles that the stories made: payloads beyond its limits, expired triggers, wrong ids. */
  refusals(): string[];
  /** How many requests there are, open and closed. */
  requests(): Promise<number>;
  /** Pushes the one clock and waits until everything due has happened and everything wanted is shown. */
  timePasses(seconds: number): Promise<void>;
  /** Pushes the clock to the next such time of the week in London: `becomes("Mon", "10:00")`. */
  becomes(weekday: string, clock: string): Promise<void>;
  /** Waits until nothing is due and nothing waits to be sent. */
  settled(): Promise<void>;
  /** A new story in the same house: no requests, nobody on a call, nobody in trouble. */
  startAfresh(): Promise<void>;
  /** Ends the app as SIGTERM would, and starts it again on the same data. */
  restart(): Promise<void>;
  /** Applies another organisation file, as SIGHUP would. */
  reload(file: string): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly file?: string;
  /** Others in the Slack workspace; with an account of the cast, what Slack knows of them instead. */
  readonly people?: readonly SlackPerson[];
  /** Slack by Socket Mode instead of HTTP. */
  readonly socket?: boolean;
}

/** The whole app over HTTP, against Slack's double, on the embedded database or on PostgreSQL. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const store = await openStore();
  const signingSecret = "a-signing-secret-for-stories";
  const botToken = "xoxb-stories";
  const people = Object.entries(accounts).map(([name, account]) => ({
    account,
    name,
    email: `${name}@acme.test`,
    tz: "Europe/London",
    locale: "en-GB",
  }));
  const everybody = [
    ...people.filter(({ account }) => !options.people?.some((other) => other.account === account)),
    ...(options.people ?? []),
  ];
  const appToken = options.socket === true ? "xapp-stories" : undefined;
  const slack: SlackDouble = await slackDouble({
    signingSecret,
    botToken,
    ...(appToken === undefined ? {} : { appToken }),
    deliverTo: "http://127.0.0.1:1/",
    workspace: "T0ACME00",
    people: everybody,
    // Over lines, a minute is time enough for the app to call again.
    wait: async (ms) => (appToken === undefined || ms === 0 ? undefined : void (await slack.until(() => slack.socket.connections > 0))),
  });
  const env = {
    ...{ PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: process.env["STORY_LOG"] ?? "silent", HANDRAIL_CONFIG: "handrail.yaml", ...store.env },
    ...(appToken === undefined ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
    ...{ SLACK_BOT_TOKEN: botToken, SLACK_API_URL: slack.url },
  };
  let file = options.file ?? organisationFile;
  const configured = () => {
    const loaded = loadConfig(
      env,
      (name) => (name === "handrail.yaml" ? file : undefined),
      () => undefined,
    );
    if ("problems" in loaded) throw new Error(loaded.problems.map((problem) => `${problem.where}: ${problem.what}`).join("\n"));
    return loaded.config;
  };
  const start = async () => {
    const config = configured();
    const app = await startApp({ ...config, port: 0 }, openLog(config.logLevel));
    slack.deliverTo = `${app.url}/slack/events`;
    if (appToken !== undefined) await slack.until(() => slack.socket.connections > 0);
    return app;
  };
  const planted = new Set<string>();
  const met = new Map<string, Somebody>();
  const cast = Object.fromEntries(
    Object.entries(accounts).map(([name, account]) => [name, new Somebody(name, slackClient(slack, account))]),
  ) as Record<Name, Somebody>;

  const { asOwner } = store;

  const world: World = {
    ...cast,
    asOwner,
    slack,
    app: await start(),
    somebody(account) {
      const known = met.get(account) ?? new Somebody(account, slackClient(slack, account));
      met.set(account, known);
      return known;
    },
    trouble(trouble) {
      planted.add(answerOf(trouble.how));
      return slack.trouble(trouble);
    },
    refusals: () => slack.calls().flatMap(({ method, answer }) => (answer === "ok" || planted.has(answer) ? [] : [`${method}: ${answer}`])),
    async requests() {
      const { rows } = await asOwner("select count(*) as n from handrail.requests");
      return Number(rows[0]?.["n"]);
    },
    async becomes(weekday, clock) {
      const [rows = []] = await world.app.db.sweep("select extract(epoch from handrail.now()) * 1000 as now");
      const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(rows[0]?.["now"]))).toZonedDateTimeISO("Europe/London");
      const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday) + 1;
      let then = now.add({ days: (day - now.dayOfWeek + 7) % 7 }).withPlainTime(clock);
      if (Temporal.ZonedDateTime.compare(then, now) <= 0) then = then.add({ days: 7 });
      await world.timePasses((then.epochMilliseconds - now.epochMilliseconds) / 1_000);
    },
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
      // Row by row: a truncate would wait for the ticks that go on meanwhile, and they for it.
      for (const table of ["timers", "messages", "request_words", "requests", "journal", "inbox", "presence"])
        await asOwner(`delete from handrail.${table}`);
      await asOwner("update handrail.accounts set blocked = null, quiet_until = null");
      for (const somebody of [...Object.values(cast), ...met.values()]) somebody.startAfresh();
    },
    async restart() {
      await world.app.stop();
      world.app = await start();
    },
    async reload(another) {
      file = another;
      await world.app.reload(configured().organisations);
    },
    async stop() {
      await world.app.stop();
      await slack.stop();
      await store.remove();
    },
  };
  return world;
}

/** How a call that met this trouble is noted. */
const answerOf = (how: How): string => (typeof how === "string" ? how : "error" in how ? how.error : `http_${how.status}`);
