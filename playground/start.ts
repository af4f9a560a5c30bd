import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { OrganisationFile, SlackSettings, TeamsSettings } from "../src/config.ts";
import { cloudNames, type CloudSettings } from "../src/config/types.ts";
import { page } from "./bundle.ts";
import { beWilling } from "./listeners.ts";
import { playersOf } from "./people.ts";
import { playgroundRoutes } from "./server.ts";
import { slackDouble } from "./slack.ts";
import { teamsDouble } from "./teams.ts";

/** The platforms on loopback, for `npm start` with nothing configured: their secrets live as long as the process. */
export interface Playground {
  readonly slack: SlackSettings;
  readonly teams: TeamsSettings;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Where the app listens, once it does; and how to push its clock. Resolves when Teams has told who has the app. */
  connect(url: string, pushClock: (seconds: number) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const fallbackWorkspace = "T0PLAYGROUND";
const fallbackTenant = "00000000-0000-4000-8000-000000000000";
/** Until the app listens. */
const nowhere = "http://127.0.0.1:1/";

export async function startPlayground(organisation: OrganisationFile): Promise<Playground> {
  const signingSecret = randomBytes(16).toString("hex");
  const botToken = `xoxb-${randomBytes(16).toString("hex")}`;
  const bot = { appId: randomUUID(), password: randomBytes(16).toString("hex") };
  const tenant = organisation.workspaces.teams[0] ?? fallbackTenant;
  let pushed = 0;
  let push: (seconds: number) => Promise<void> = async () => undefined;
  const now = () => Date.now() + pushed;
  const players = playersOf(organisation);
  const on = (platform: "slack" | "teams") =>
    players
      .filter((player) => player.platform === platform)
      .map(({ account, name, email }) => ({ account, name, email, tz: organisation.timeZone, locale: organisation.locale }));
  const workspace = organisation.workspaces.slack[0] ?? fallbackWorkspace;
  const slack = await slackDouble({ signingSecret, botToken, deliverTo: nowhere, workspace, people: on("slack"), now });
  const teams = await teamsDouble({ ...bot, tenant, deliverTo: nowhere, people: on("teams"), now });
  const env = teams.env();
  const routes = playgroundRoutes({
    doubles: [slack, teams],
    page,
    organisation: {
      name: organisation.name,
      people: players.map(({ platform, account, name, role, team }) => ({ platform, account, name, role, team })),
    },
    pushTime: async (seconds) => {
      pushed += seconds * 1_000;
      await push(seconds);
    },
  });
  return {
    slack: { signingSecrets: [signingSecret], botToken, apiUrl: slack.url },
    teams: {
      ...bot,
      type: "SingleTenant",
      tenantId: tenant,
      cloud: Object.fromEntries(cloudNames.map((name) => [name, env[name] ?? ""])) as CloudSettings,
      serviceHosts: [new URL(teams.serviceUrl).host],
    },
    handle: (request, response) => routes.handle(request, response),
    async connect(url, pushClock) {
      slack.deliverTo = `${url}/slack/events`;
      teams.deliverTo = `${url}/api/messages`;
      push = pushClock;
      // Everybody had the app already. Teams tells of that only when it is upgraded, and without it nobody can be found there.
      await Promise.all(on("teams").map(({ account }) => teams.install(account, { upgrade: true })));
      // Whoever asks first finds somebody; nobody waits for it, and without it the playground is only less friendly.
      const [, ...listeners] = on("slack").map(({ account }) => account);
      void beWilling(slack, listeners).catch(() => undefined);
    },
    async stop() {
      routes.stop();
      await Promise.all([slack.stop(), teams.stop()]);
    },
  };
}
