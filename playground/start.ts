import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { OrganisationFile, SlackSettings } from "../src/config.ts";
import { page } from "./bundle.ts";
import type { Someone } from "./protocol.ts";
import { playgroundRoutes } from "./server.ts";
import { slackDouble } from "./slack.ts";

/** A platform on loopback, for `npm start` with nothing configured: its secrets live as long as the process. */
export interface Playground {
  readonly slack: SlackSettings;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Where the app listens, once it does; and how to push its clock. */
  connect(url: string, pushClock: (seconds: number) => Promise<void>): void;
  stop(): Promise<void>;
}

const fallbackWorkspace = "T0PLAYGROUND";

export async function startPlayground(organisation: OrganisationFile): Promise<Playground> {
  const signingSecret = randomBytes(16).toString("hex");
  const botToken = `xoxb-${randomBytes(16).toString("hex")}`;
  let pushed = 0;
  let push: (seconds: number) => Promise<void> = async () => undefined;
  const people = peopleOf(organisation);
  const double = await slackDouble({
    ...{ signingSecret, botToken, deliverTo: "http://127.0.0.1:1/", workspace: organisation.workspaces.slack[0] ?? fallbackWorkspace },
    people: people.map(({ account, name, email }) => ({ account, name, email, tz: organisation.timeZone, locale: organisation.locale })),
    now: () => Date.now() + pushed,
  });
  const routes = playgroundRoutes({
    doubles: [double],
    page,
    organisation: { name: organisation.name, people: people.map(({ email: _, ...someone }) => someone) },
    pushTime: async (seconds) => {
      pushed += seconds * 1_000;
      await push(seconds);
    },
  });
  return {
    slack: { signingSecrets: [signingSecret], botToken, apiUrl: double.url },
    handle: (request, response) => routes.handle(request, response),
    connect(url, pushClock) {
      double.deliverTo = `${url}/slack/events`;
      push = pushClock;
    },
    async stop() {
      routes.stop();
      await double.stop();
    },
  };
}

/** Everybody to be: agents first, in the order of the file's teams, each with a made-up account where the file names none. */
function peopleOf(organisation: OrganisationFile): (Someone & { email: string })[] {
  const role = (email: string, kind: "agents" | "supervisors") => organisation.teams.find((team) => team[kind].includes(email));
  const inFile = organisation.teams.flatMap((team) => [...team.agents, ...team.supervisors]);
  return organisation.people
    .flatMap((entry, index) => {
      const agent = role(entry.email, "agents");
      const team = agent ?? role(entry.email, "supervisors");
      if (team === undefined) return [];
      const account = entry.accounts.slack ?? `U0PLAY${index}`;
      return [{ platform: "slack" as const, account, name: entry.name, email: entry.email, role: agent === undefined ? ("supervisor" as const) : ("agent" as const), team: team.name }];
    })
    .toSorted((a, b) => a.role.localeCompare(b.role) || inFile.indexOf(a.email) - inFile.indexOf(b.email));
}
