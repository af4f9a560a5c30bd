import { setTimeout as sleep } from "node:timers/promises";
import { botScopes, optionalScopes } from "../../adapters/slack/config.ts";
import { type How, slackDouble, type SlackDouble } from "../../playground/slack.ts";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { teamsDouble, type TeamsDouble } from "../../playground/teams.ts";
import { type App, startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import type { Platform } from "../../src/kernel/ids.ts";
import { Unavailable } from "../../src/platform/errors.ts";
import { accounts, botApp, inTeams, moved, type Name, objectId, tenant, workspace } from "./cast.ts";
import { Recorder, type Told } from "./never/record.ts";
import { walk } from "./never/walk.ts";
import { Somebody } from "./person.ts";
import { slackClient } from "./slack-client.ts";
import { openStore } from "./stores.ts";
import { teamsClient } from "./teams-client.ts";

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

/** @throws when a story asks for the double of a platform on which nobody lives in its world. */
export interface World extends Record<Name, Somebody> {
  readonly slack: SlackDouble;
  readonly teams: TeamsDouble;
  /** Somebody of the cast in another client than their first: a person may be on both platforms. */
  on(platform: Platform, name: Name): Somebody;
  /** A statement as the database's owner, past every row-level policy: to look, and to plant faults. */
  asOwner(statement: string): Promise<{ rows: Record<string, unknown>[] }>;
  app: App;
  /** Somebody else in the workspace, by their Slack account. */
  somebody(account: string): Somebody;
  /** Something goes wrong with a Slack call from here on; see `refusals`. */
  trouble(trouble: Parameters<SlackDouble["trouble"]>[0]): ReturnType<SlackDouble["trouble"]>;
  /** The app is gone from somebody's Teams until the returned function is called. */
  removesApp(name: Name): Promise<() => Promise<unknown>>;
  /** What a platform refused, apart from the troubles that the stories made: payloads beyond its limits, expired triggers, wrong ids. */
  refusals(): string[];
  /** Everything that the platforms were sent, or one of them, as one text, except dialogs, which somebody opened. */
  sent(platform?: Platform): string;
  /** What left the house since this was last asked, and never may: see never/never.ts. */
  leaks(): Promise<string[]>;
  /** What was told since then: all that anybody could see, and the log. */
  told(): Told;
  /** How many requests there are, open and closed. */
  requests(): Promise<number>;
  /** Pushes the one clock and waits until everything due has happened and everything wanted is shown. */
  timePasses(seconds: number): Promise<void>;
  /** The app is stopped, started again so much later, and comes to rest: what fell due meanwhile is late. */
  isAway(seconds: number): Promise<void>;
  /** A backup is made, something happens, and the backup is restored so much later. On the embedded database alone. */
  isRestored(seconds: number, happens: () => Promise<unknown>): Promise<void>;
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
  /** What the workspace did not grant of the scopes that it may leave out; asking for it is then no fault. */
  readonly withheld?: readonly string[];
  /** Where each of the cast lives, their first client first; the others live where the stories are told (`STORIES_IN`). */
  readonly lives?: Partial<Record<Name, readonly Platform[]>>;
}

/** The platform that the stories are told on, set by vitest's project. */
const told: Platform = process.env["STORIES_IN"] === "teams" ? "teams" : "slack";

/** The whole app over HTTP, against the doubles of its platforms, on the embedded database or on PostgreSQL. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const store = await openStore();
  const homes = (account: string): readonly Platform[] => {
    const name = (Object.keys(accounts) as Name[]).find((one) => accounts[one] === account);
    return (name === undefined ? undefined : options.lives?.[name]) ?? [told];
  };
  const platforms = [...new Set(Object.values(accounts).flatMap(homes))];
  const cast = Object.entries(accounts).map(([name, account]) => ({
    ...{ account, name, email: `${name}@acme.test` },
    ...{ tz: "Europe/London", locale: "en-GB" },
  }));
  const others = options.people ?? [];
  const everybody = [...cast.filter(({ account }) => !others.some((other) => other.account === account)), ...others];
  const living = (platform: Platform) => everybody.filter(({ account }) => homes(account).includes(platform));
  const slack = platforms.includes("slack") ? await openSlack(living("slack"), options.socket === true, options.withheld ?? []) : undefined;
  const teams = platforms.includes("teams")
    ? await teamsDouble({
        ...{ appId: botApp, password: "a-client-secret-for-stories", tenant, people: living("teams").map(inTeams) },
        ...{ deliverTo: "http://127.0.0.1:1/", wait: async () => undefined },
      })
    : undefined;
  const env = {
    ...{ PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: process.env["STORY_LOG"] ?? "silent", HANDRAIL_CONFIG: "handrail.yaml", ...store.env },
    ...slack?.env,
    ...teams?.env(),
  };
  const record = new Recorder();
  const accountsOn = (platform: Platform) => living(platform).map(({ account }) => account);
  if (slack !== undefined) record.watchSlack(slack.double, accountsOn("slack"));
  if (teams !== undefined) record.watchTeams(teams, accountsOn("teams").map(objectId));
  let file = options.file ?? organisationFile;
  const configured = () => {
    const loaded = loadConfig(
      env,
      (name) => (name === "handrail.yaml" ? moved(file, platforms, homes) : undefined),
      () => undefined,
    );
    if ("problems" in loaded) throw new Error(loaded.problems.map((problem) => `${problem.where}: ${problem.what}`).join("\n"));
    return loaded.config;
  };
  const start = async () => {
    const config = configured();
    record.knows(config.organisations);
    const app = await startApp({ ...config, port: 0 }, record.openLog(config.logLevel));
    await slack?.connect(app.url);
    if (teams !== undefined) teams.deliverTo = `${app.url}/api/messages`;
    // Beside the start, and slow on a busy machine: no story is about the seconds before it.
    await app.introduced;
    return app;
  };
  // Nobody of that address there: an answer, and no fault of ours.
  const planted = new Set<string>(["users_not_found", ...(options.withheld === undefined ? [] : ["missing_scope"])]);
  const met = new Map<string, Somebody>();
  const clientOn = (platform: Platform, account: string) =>
    platform === "slack" ? slackClient(present(slack).double, account) : teamsClient(present(teams), objectId(account));
  /** By account and platform: everybody's clients. */
  const somebodyOn = (platform: Platform, account: string, name: string) => {
    const key = `${platform} ${account}`;
    const known = met.get(key) ?? new Somebody(name, clientOn(platform, account));
    met.set(key, known);
    return known;
  };
  const first = (account: string) => homes(account)[0] ?? told;
  const stage = Object.fromEntries(
    Object.entries(accounts).map(([name, account]) => [name, somebodyOn(first(account), account, name)]),
  ) as Record<Name, Somebody>;

  const { asOwner } = store;

  const startLater = async (seconds: number) => {
    await store.whileStopped(() => asOwner(`update handrail.clock set shift = shift + make_interval(secs => ${seconds})`));
    world.app = await start();
    await world.settled();
  };

  const world: World = {
    ...stage,
    asOwner,
    get slack() {
      return present(slack).double;
    },
    get teams() {
      return present(teams);
    },
    app: await start(),
    on: (platform, name) => somebodyOn(platform, accounts[name], name),
    somebody: (account) => somebodyOn(told, account, account),
    trouble(trouble) {
      planted.add(answerOf(trouble.how));
      return world.slack.trouble(trouble);
    },
    async removesApp(name) {
      planted.add("BotNotInConversationRoster");
      await world.teams.uninstall(objectId(accounts[name]));
      return () => world.teams.install(objectId(accounts[name]));
    },
    refusals: () =>
      [...(slack?.double.calls() ?? []), ...(teams?.calls() ?? [])].flatMap(({ method, answer }) =>
        answer === "ok" || planted.has(answer) ? [] : [`${method}: ${answer}`],
      ),
    sent: (platform) =>
      JSON.stringify([
        ...((platform !== "teams" && slack?.double.calls()) || []).filter(
          ({ method }) => method !== "views.open" && method !== "views.update",
        ),
        // In Teams a dialog is the answer to a press, and no call.
        ...((platform !== "slack" && teams?.calls()) || []),
      ]),
    told: () => record.told(),
    async leaks() {
      slack?.double.noTrouble();
      teams?.noTrouble();
      await world.settled();
      return walk(record.take(), asOwner, world.app.url);
    },
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
      let left = seconds;
      // Pushed past what pages by more than a quarter of an hour, the app would rightly take itself to have been away.
      while (left > 900) {
        const next = await untilNextPage(asOwner);
        if (next === undefined || next > left) break;
        await world.app.db.pushClock(next);
        await world.settled();
        left -= next;
      }
      await world.app.db.pushClock(left);
      await world.settled();
    },
    async isRestored(seconds, happens) {
      await world.settled();
      await world.app.stop();
      const restore = await store.backup?.();
      world.app = await start();
      await happens();
      await world.settled();
      await world.app.stop();
      restore?.();
      await startLater(seconds);
    },
    async isAway(seconds) {
      await world.settled();
      await world.app.stop();
      await startLater(seconds);
    },
    async settled() {
      // Bounded: a story that never comes to rest is a fault and says so.
      for (let tries = 0; tries < 200; tries++) {
        const looked = world.app.db.sweep(`
          select count(*) as n from handrail.timers where due_at <= handrail.now();
          select count(*) as n from handrail.messages where state = 'live' and wanted_version > shown_version and not_before <= handrail.now()`);
        // On a busy machine it may have no time for one more: then it is not at rest.
        const [timers = [], messages = []] = await looked.catch((error: unknown) => {
          if (error instanceof Unavailable) return [];
          throw error;
        });
        if (Number(timers[0]?.["n"]) === 0 && Number(messages[0]?.["n"]) === 0) return;
        // Not oftener: each look is work for the database, which it would rather have for what is waited for.
        await sleep(40);
      }
      throw new Error("the world does not come to rest");
    },
    async startAfresh() {
      slack?.double.noTrouble();
      teams?.noTrouble();
      await world.settled();
      // Row by row: a truncate would wait for the ticks that go on meanwhile, and they for it. Asked in one, and each a
      // transaction of its own, so that it holds one table at a time.
      const emptied = [
        "timers",
        "messages",
        "pace",
        "breaks",
        "break_weeks",
        "debriefs",
        "debrief_wishes",
        "debrief_meetings",
        "debrief_rounds",
        "check_ins",
        "check_in_answers",
        "check_in_keys",
        "contact_requests",
        "trends",
        "trend_heard",
        "trend_rosters",
        "request_words",
        "requests",
        "journal",
        "inbox",
        "presence",
      ].map((table) => `delete from handrail.${table}`);
      const forgotten = [...emptied, "update handrail.accounts set blocked = null, quiet_until = null"];
      await asOwner(forgotten.map((statement) => `begin; ${statement}; commit`).join("; "));
      for (const somebody of met.values()) {
        await somebody.closesDialogs();
        somebody.startAfresh();
      }
    },
    async restart() {
      await world.app.stop();
      world.app = await start();
    },
    async reload(another) {
      file = another;
      const { organisations } = configured();
      record.knows(organisations);
      await world.app.reload(organisations);
    },
    async stop() {
      await world.app.stop();
      await slack?.double.stop();
      await teams?.stop();
      await store.remove();
    },
  };
  // Teams tells a person's language and time zone with their own words only (PLATFORMS T31): everybody has said something.
  if (teams !== undefined) for (const { account } of living("teams")) await teams.types(objectId(account), "handrail");
  return world;
}

/** @returns the seconds until somebody would be paged for a request; danger pages for ever, and however late */
async function untilNextPage(asOwner: World["asOwner"]): Promise<number | undefined> {
  const { rows } = await asOwner(`
    select extract(epoch from min(t.due_at) - handrail.now()) as next
    from handrail.timers t join handrail.requests r on r.organisation_id = t.organisation_id and r.request = t.subject
    where t.feature = 'escalations' and t.command in ('step', 'widen', 'nudge', 'lapse') and r.level <> 'danger'`);
  const next = rows[0]?.["next"];
  return next === null || next === undefined ? undefined : Math.max(Number(next), 0.001);
}

async function openSlack(people: readonly SlackPerson[], socket: boolean, withheld: readonly string[]) {
  const signingSecret = "a-signing-secret-for-stories";
  const botToken = "xoxb-stories";
  const appToken = socket ? "xapp-stories" : undefined;
  const double: SlackDouble = await slackDouble({
    ...{ signingSecret, botToken, workspace, people, deliverTo: "http://127.0.0.1:1/" },
    ...(appToken === undefined ? {} : { appToken }),
    scopes: [...botScopes, ...optionalScopes].filter((scope) => !withheld.includes(scope)),
    // Over lines, a minute is time enough for the app to call again.
    wait: async (ms) => (appToken === undefined || ms === 0 ? undefined : void (await double.until(() => double.socket.connections > 0))),
  });
  return {
    double,
    env: {
      ...(appToken === undefined ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
      ...{ SLACK_BOT_TOKEN: botToken, SLACK_API_URL: double.url },
    },
    async connect(app: string) {
      double.deliverTo = `${app}/slack/events`;
      if (appToken !== undefined) await double.until(() => double.socket.connections > 0);
    },
  };
}

function present<Double>(double: Double | undefined): Double {
  if (double === undefined) throw new Error("nobody lives on that platform in this world");
  return double;
}

/** How a call that met this trouble is noted. */
const answerOf = (how: How): string => (typeof how === "string" ? how : "error" in how ? how.error : `http_${how.status}`);
