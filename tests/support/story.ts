import { existsSync, readFileSync } from "node:fs";
import type { SlackDouble } from "../../playground/slack.ts";
import type { SlackPerson } from "../../playground/slack/types.ts";
import type { TeamsDouble } from "../../playground/teams.ts";
import { type App, type Extras, startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import type { ChatPlatform as Platform } from "../../src/kernel/ids.ts";
import { organisationFile } from "./acme.ts";
import { accounts, moved, type Name, objectId } from "./cast.ts";
import { answerOf, openSlack, openTeams } from "./doubles.ts";
import { forgetAll, worksAgain } from "./forget.ts";
import { homePageFaults } from "./home-pages.ts";
import { Recorder, type Told } from "./never/record.ts";
import { walk } from "./never/walk.ts";
import { noSelfTest } from "./no-self-test.ts";
import { notOneLiveOnScreens } from "./one-live/on-screens.ts";
import { passing } from "./passing.ts";
import { Somebody } from "./person.ts";
import { slackClient } from "./slack-client.ts";
import { fileOf } from "../../src/setup/documents.ts";
import { openStore, type Store } from "./stores.ts";
import { teamsClient } from "./teams-client.ts";

/** @throws when a story asks for the double of a platform on which nobody lives in its world. */
export interface World extends Record<Name, Somebody> {
  readonly slack: SlackDouble;
  readonly teams: TeamsDouble;
  /** Somebody of the cast in another client than their first: a person may be on both platforms. */
  on(platform: Platform, name: Name): Somebody;
  /** A statement as the database's owner, past every row-level policy: to look, and to plant faults. */
  asOwner: Store["asOwner"];
  app: App;
  /** Somebody else in the workspace, by their Slack account. */
  somebody(account: string): Somebody;
  /** Something goes wrong with a Slack call from here on; see `refusals`. */
  trouble(trouble: Parameters<SlackDouble["trouble"]>[0]): ReturnType<SlackDouble["trouble"]>;
  /** The same in Teams; `method` is the connector's operation, such as `sendToConversation`. */
  troubleInTeams(
    trouble: Parameters<TeamsDouble["trouble"]>[0],
  ): ReturnType<TeamsDouble["trouble"]>;
  /** The app is removed from the Slack workspace, or is there again. */
  isInstalled(installed: boolean): void;
  /** The app is gone from somebody's Teams until the returned function is called. */
  removesApp(name: Name): Promise<() => Promise<unknown>>;
  /** What a platform refused, apart from the troubles that the stories made: payloads beyond its limits, expired triggers, wrong ids. */
  refusals(): string[];
  /** Everything that the platforms were sent, or one of them, as one text, except dialogs, which somebody opened. */
  sent(platform?: Platform): string;
  /**
   * What left the house since this was last asked, and never may: see never/never.ts. And home pages
   * that are not as they should be.
   */
  leaks(): Promise<string[]>;
  /** Live cards that are too many, and what is over and does not look so: see one-live/one-live.ts. */
  notOneLive(): Promise<string[]>;
  /** What was told since then: all that anybody could see, and the log. */
  told(): Told;
  /** How many requests there are, open and closed. */
  requests(): Promise<number>;
  /** Pushes the one clock and waits until everything due has happened and everything wanted is shown. */
  timePasses(seconds: number): Promise<void>;
  /** The app is stopped, started again so much later, and comes to rest: what fell due meanwhile is late. */
  isAway(seconds: number): Promise<void>;
  /** A backup is made, something happens, and the backup is restored so much later. */
  isRestored(seconds: number, happens: () => Promise<unknown>): Promise<void>;
  /** Pushes the clock to the next such time of the week in London: `becomes("Mon", "10:00")`. */
  becomes(weekday: string, clock: string): Promise<void>;
  /** Waits until nothing is due and nothing waits to be sent. */
  settled(): Promise<void>;
  /** A new story in the same house: no requests, nobody on a call, nobody in trouble. */
  startAfresh(): Promise<void>;
  /** Ends the app as SIGTERM would, and starts it again on the same data, with other keys (`HANDRAIL_KEYS`) if wanted. */
  restart(keys?: string): Promise<void>;
  /** Applies another organisation file, as SIGHUP would. */
  reload(file: string): Promise<void>;
  /** Whom set-up in chat has named by now is somebody from here on. */
  knowsSettings(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly file?: string;
  /** No file describes it any more after a first start: it goes on in chat. */
  readonly goesOnInChat?: boolean;
  /** Others in the Slack workspace; with an account of the cast, what Slack knows of them instead. */
  readonly people?: readonly SlackPerson[];
  /** Slack by Socket Mode instead of HTTP. */
  readonly socket?: boolean;
  /** What the workspace did not grant of the scopes that it may leave out; asking for it is then no fault. */
  readonly withheld?: readonly string[];
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  readonly selfTest?: Extras["selfTest"];
  /** Where each of the cast lives, their first client first; the others live where the stories are told (`STORIES_IN`). */
  readonly lives?: Partial<Record<Name, readonly Platform[]>>;
}

/** The platform that the stories are told on, set by vitest's project. */
const told: Platform = process.env["STORIES_IN"] === "teams" ? "teams" : "slack";

/** The whole app over HTTP, against the doubles of its platforms, on a PostgreSQL. */
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
  const everybody = [
    ...cast.filter(({ account }) => !others.some((other) => other.account === account)),
    ...others,
  ];
  const living = (platform: Platform) =>
    everybody.filter(({ account }) => homes(account).includes(platform));
  const slack = platforms.includes("slack")
    ? await openSlack(living("slack"), options.socket === true, options.withheld ?? [])
    : undefined;
  const teams = platforms.includes("teams") ? await openTeams(living("teams")) : undefined;
  const env = {
    ...{
      PORT: "0",
      HOST: "127.0.0.1",
      METRICS_PORT: "0",
      LOG_LEVEL: process.env["STORY_LOG"] ?? "silent",
      ...store.env,
      ...options.env,
    },
    ...slack?.env,
    ...teams?.env(),
  };
  const record = new Recorder();
  const accountsOn = (platform: Platform) => living(platform).map(({ account }) => account);
  if (slack !== undefined) record.watchSlack(slack.double, accountsOn("slack"));
  if (teams !== undefined) record.watchTeams(teams, accountsOn("teams").map(objectId));
  let file = options.file ?? organisationFile;
  let isThere = true;
  const configured = () => {
    const loaded = loadConfig(
      isThere ? { ...env, HANDRAIL_CONFIG: "handrail.yaml" } : env,
      (name) =>
        name !== "handrail.yaml"
          ? secretAt(name)
          : isThere
            ? moved(file, platforms, homes)
            : undefined,
      () => undefined,
    );
    if ("problems" in loaded)
      throw new Error(
        loaded.problems.map((problem) => `${problem.where}: ${problem.what}`).join("\n"),
      );
    return loaded.config;
  };
  const start = async () => {
    const config = configured();
    record.knows(config.organisations);
    const app = await startApp({ ...config, port: 0 }, record.openLog(config.logLevel), {
      selfTest: { ...noSelfTest, ...options.selfTest },
    });
    await slack?.connect(app.url);
    if (teams !== undefined) teams.deliverTo = `${app.url}/api/messages`;
    // Beside the start, and slow on a busy machine: no story is about the seconds before it.
    await app.introduced;
    return app;
  };
  // Nobody of that address there: an answer, and no fault of ours.
  const planted = new Set<string>([
    "users_not_found",
    ...(options.withheld === undefined ? [] : ["missing_scope"]),
  ]);
  const met = new Map<string, Somebody>();
  const clientOn = (platform: Platform, account: string) =>
    platform === "slack"
      ? slackClient(present(slack).double, account)
      : teamsClient(present(teams), objectId(account));
  /** By account and platform: everybody's clients. */
  const somebodyOn = (platform: Platform, account: string, name: string) => {
    const key = `${platform} ${account}`;
    const known = met.get(key) ?? new Somebody(name, clientOn(platform, account));
    met.set(key, known);
    return known;
  };
  const first = (account: string) => homes(account)[0] ?? told;
  const stage = Object.fromEntries(
    Object.entries(accounts).map(([name, account]) => [
      name,
      somebodyOn(first(account), account, name),
    ]),
  ) as Record<Name, Somebody>;

  const { asOwner } = store;

  const startLater = async (seconds: number) => {
    await asOwner(`update handrail.clock set shift = shift + make_interval(secs => ${seconds})`);
    world.app = await start();
    await world.settled();
  };

  /** Whom set-up in chat named is somebody as well. */
  const knowsSettings = async () => {
    const { rows } = await asOwner("select document from handrail.settings");
    const made = rows.flatMap(
      ({ document }) => fileOf({ text: String(document), madeAt: 0 }) ?? [],
    );
    if (options.goesOnInChat === true || options.file === "none") record.knows(made);
  };

  const world: World = {
    ...stage,
    asOwner,
    knowsSettings,
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
    troubleInTeams(trouble) {
      planted.add(answerOf(trouble.how));
      return world.teams.trouble(trouble);
    },
    isInstalled(installed) {
      planted.add("account_inactive");
      world.slack.setInstalled(installed);
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
      await knowsSettings();
      const told = record.take();
      return [...homePageFaults(told.seen), ...(await walk(told, asOwner, world.app.metricsUrl))];
    },
    async notOneLive() {
      slack?.double.noTrouble();
      teams?.noTrouble();
      await world.settled();
      const accountsThere = (platform: Platform) =>
        accountsOn(platform).map((account) => (platform === "slack" ? account : objectId(account)));
      const doubles = { slack: slack?.double, teams, accounts: accountsThere };
      return notOneLiveOnScreens(doubles, asOwner);
    },
    async requests() {
      const { rows } = await asOwner(
        "select count(*) as n from handrail.requests where organisation_id <> 'handrail-self-test'",
      );
      return Number(rows[0]?.["n"]);
    },
    ...passing({ asOwner, db: () => world.app.db }),
    async isRestored(seconds, happens) {
      await world.settled();
      await world.app.stop();
      const restore = await store.backup();
      world.app = await start();
      await happens();
      await world.settled();
      await world.app.stop();
      // What was removed since is not there to be removed again.
      planted.add("message_not_found");
      planted.add("ActivityNotFoundInConversation");
      await restore();
      await startLater(seconds);
    },
    async isAway(seconds) {
      await world.settled();
      await world.app.stop();
      await startLater(seconds);
    },
    async startAfresh() {
      slack?.double.noTrouble();
      teams?.noTrouble();
      await world.settled();
      await forgetAll(asOwner);
      await asOwner(worksAgain);
      for (const somebody of met.values()) {
        await somebody.closesDialogs();
        somebody.startAfresh();
      }
    },
    async restart(keys) {
      if (keys !== undefined) env.HANDRAIL_KEYS = keys;
      await world.app.stop();
      world.app = await start();
    },
    async reload(another) {
      file = another;
      isThere = true;
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
  if (options.goesOnInChat === true) {
    isThere = false;
    await world.restart();
  }
  // Teams tells a person's language and time zone with their own words only: everybody has said something.
  if (teams !== undefined)
    for (const { account } of living("teams")) await teams.types(objectId(account), "handrail");
  return world;
}

/** A secret's file that a story made. */
const secretAt = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, "utf8") : undefined;

function present<Double>(double: Double | undefined): Double {
  if (double === undefined) throw new Error("nobody lives on that platform in this world");
  return double;
}
