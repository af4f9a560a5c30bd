import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "../src/app.ts";
import type { OrganisationFile, SlackSettings, TeamsSettings } from "../src/config.ts";
import { cloudNames, type CloudSettings } from "../src/config/types.ts";
import { page } from "./bundle.ts";
import { keptBeside } from "./kept.ts";
import type { Kept } from "./kept-shape.ts";
import { beWilling } from "./listeners.ts";
import { layout } from "../src/runtime/embedded/layout.ts";
import type { Passed } from "./passed.ts";
import { type AppDatabase, passAway, passTime, passToNext, sparingCheckIns } from "./passing.ts";
import { isSample, playersOf } from "./people.ts";
import { canCutPower, cutPower } from "./power.ts";
import type { Passing } from "./protocol.ts";
import { readSituation } from "./situation.ts";
import type { Parts } from "./samples/as-of.ts";
import { makeShifts } from "./samples/shifts.ts";
import { makeSamples } from "./samples/make.ts";
import { timelineFrom } from "./timeline.ts";
import { playgroundRoutes, powerBack, powerCut } from "./server.ts";
import { slackDouble } from "./slack.ts";
import { teamsDouble } from "./teams.ts";

/**
 * The platforms on loopback, for `npm start` without configuration. Their secrets live as long as
 * the process.
 */
export interface Playground {
  readonly slack: SlackSettings;
  readonly teams: TeamsSettings;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /**
   * Called with the app once it listens. Resolves when Teams has told who has the app.
   */
  connect(app: Pick<App, "url" | "introduced"> & { readonly parts: Parts }): Promise<void>;
  stop(): Promise<void>;
}

const fallbackWorkspace = "T0PLAYGROUND";
const fallbackTenant = "00000000-0000-4000-8000-000000000000";
/** Until the app listens. */
const nowhere = "http://127.0.0.1:1/";

/**
 * @param folder of the embedded database: what people have on their screens is kept beside it
 * @param tell receives a sentence for the person who started it
 */
export async function startPlayground(
  organisation: OrganisationFile,
  folder: string,
  tell: (sentence: string) => void,
): Promise<Playground> {
  const signingSecret = randomBytes(16).toString("hex");
  const botToken = `xoxb-${randomBytes(16).toString("hex")}`;
  const tenant = organisation.workspaces.teams[0] ?? fallbackTenant;
  const workspace = organisation.workspaces.slack[0] ?? fallbackWorkspace;
  const living = `${organisation.id} ${workspace} ${tenant}`;
  const file = keptBeside(
    folder,
    (): Kept => ({
      organisation: living,
      appId: bot.appId,
      slack: slack.kept(),
      teams: teams.kept(),
      timeline: timeline.lines(),
    }),
    tell,
  );
  const kept = file.read(living);
  // Chats in Teams belong to the app's id. With another id it would be a new app, which nobody
  // there has met.
  const bot = { appId: kept?.appId ?? randomUUID(), password: randomBytes(16).toString("hex") };
  const timeline = timelineFrom(kept?.timeline);
  // A phone may have rung between the cut and the end.
  const ofPower = timeline.lines().findLast(({ text }) => [powerCut, powerBack].includes(text));
  const isAfterCut = ofPower?.text === powerCut;
  // The page is open somewhere, and comes again as soon as it is answered.
  if (isAfterCut) void page().catch(() => undefined);
  let ahead = 0;
  let clock: AppDatabase | undefined;
  const now = () => Date.now() + ahead;
  const players = playersOf(organisation);
  const on = (platform: "slack" | "teams") =>
    players
      .filter((player) => player.platform === platform)
      .map(({ account, name, email }) => ({
        account,
        name,
        email,
        tz: organisation.timeZone,
        locale: organisation.locale,
      }));
  const slack = await slackDouble({
    signingSecret,
    botToken,
    deliverTo: nowhere,
    workspace,
    people: on("slack"),
    now,
    kept: kept?.slack,
  });
  const teams = await teamsDouble({
    ...bot,
    tenant,
    deliverTo: nowhere,
    people: on("teams"),
    now,
    kept: kept?.teams,
  });
  for (const double of [slack, teams]) double.onChange(file.changed);
  const env = teams.env();
  const isAhead = (seconds: number): void => void (ahead = seconds * 1_000);
  const shown = players.filter(({ team }) => !isSample(team));
  const situation = async () =>
    clock && readSituation(clock, organisation.id, new Set(shown.map(({ name }) => name)));
  /** What somebody would notice; it is compared, and never shown. */
  const noticed = async (): Promise<string> => {
    const { next: _, ...now } = (await situation()) ?? {};
    const desks = players.map(({ platform, account }) =>
      (platform === "slack" ? slack : teams).desk(account),
    );
    return JSON.stringify([now, desks.map(({ rings, messages }) => [rings, messages.length])]);
  };
  const pass = async (passing: Passing): Promise<Passed> => {
    if (clock === undefined) return { seconds: 0, news: false };
    if ("next" in passing) return passToNext(clock, isAhead, noticed);
    const { seconds, away = false } = passing;
    await (away ? passAway : passTime)(clock, seconds, isAhead);
    return { seconds, news: true };
  };
  /** Two skips at once run one after the other. */
  let passing: Promise<unknown> = Promise.resolve();
  const routes = playgroundRoutes({
    doubles: [slack, teams],
    page,
    organisation: {
      name: organisation.name,
      people: shown.map(({ platform, account, name, role, team, lead }) => ({
        platform,
        account,
        name,
        role,
        team,
        lead,
      })),
    },
    ahead: () => ahead,
    timeline,
    situation,
    ...(canCutPower && {
      cutPower() {
        // The platforms are elsewhere: what people have on their screens is not lost.
        file.changed();
        file.stop();
        void cutPower(layout(folder).data);
      },
    }),
    pushTime(time) {
      const passed = passing.then(
        () => pass(time),
        () => pass(time),
      );
      passing = passed;
      return passed;
    },
  });
  return {
    slack: { signingSecrets: [signingSecret], botToken, apiUrl: slack.url },
    teams: {
      registrations: [{ ...bot, type: "SingleTenant", tenantId: tenant }],
      cloud: Object.fromEntries(cloudNames.map((name) => [name, env[name] ?? ""])) as CloudSettings,
      serviceHosts: [new URL(teams.serviceUrl).host],
      frameHosts: ["'self'"],
    },
    handle: (request, response) => routes.handle(request, response),
    async connect({ url, introduced, parts: app }) {
      slack.deliverTo = `${url}/slack/events`;
      teams.deliverTo = `${url}/api/messages`;
      // The database's clock is still where it was pushed to.
      isAhead(await app.db.pushClock(0));
      clock = sparingCheckIns(app.db, organisation.id);
      if (isAfterCut) timeline.deed(now(), powerBack);
      routes.changed();
      // Everybody had the app already. Teams tells of that only when it is upgraded, and without it
      // nobody can be found there.
      await Promise.all(
        on("teams").map(({ account }) => teams.install(account, { upgrade: true })),
      );
      // Some say that they would listen, so that the first debrief finds somebody. Nobody waits for
      // it, and the playground works without it.
      const [, ...listeners] = shown
        .filter(({ platform }) => platform === "slack")
        .map(({ account }) => account);
      // Before everybody is found, a file that names no workspace has nobody in this one.
      void introduced.then(() => beWilling(slack, listeners)).catch(() => undefined);
      // Nobody waits for the samples either.
      void Promise.all([
        makeShifts(app, organisation.id, now()),
        makeSamples(app, organisation.id, now()),
      ]).catch(() =>
        tell("The samples of the playground could not be made. It works without them."),
      );
    },
    async stop() {
      routes.stop();
      await Promise.all([slack.stop(), teams.stop()]);
      file.stop();
    },
  };
}
