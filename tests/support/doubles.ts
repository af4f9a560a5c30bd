import { botScopes, optionalScopes } from "../../adapters/slack/config.ts";
import { type How, slackDouble, type SlackDouble } from "../../playground/slack.ts";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { teamsDouble, type TeamsDouble } from "../../playground/teams.ts";
import { botApp, inTeams, tenant, workspace } from "./cast.ts";

/* The platforms that a world's app speaks to, with its people on them. */

/** @param withheld of the scopes that the workspace may leave out */
export async function openSlack(
  people: readonly SlackPerson[],
  socket: boolean,
  withheld: readonly string[],
) {
  const signingSecret = "a-signing-secret-for-stories";
  const botToken = "xoxb-stories";
  const appToken = socket ? "xapp-stories" : undefined;
  const double: SlackDouble = await slackDouble({
    ...{ signingSecret, botToken, workspace, people, deliverTo: "http://127.0.0.1:1/" },
    ...(appToken === undefined ? {} : { appToken }),
    // A busy machine opens a dialog late, which is no fault of ours. How fast it is, the bench says.
    triggersLast: 20_000,
    scopes: [...botScopes, ...optionalScopes].filter((scope) => !withheld.includes(scope)),
    // Over lines, a minute is time enough for the app to call again.
    wait: async (ms) =>
      appToken === undefined || ms === 0
        ? undefined
        : void (await double.until(() => double.socket.connections > 0)),
  });
  return {
    double,
    env: {
      ...(appToken === undefined
        ? { SLACK_SIGNING_SECRET: signingSecret }
        : { SLACK_APP_TOKEN: appToken }),
      ...{ SLACK_BOT_TOKEN: botToken, SLACK_API_URL: double.url },
    },
    async connect(app: string) {
      double.deliverTo = `${app}/slack/events`;
      if (appToken !== undefined) await double.until(() => double.socket.connections > 0);
    },
  };
}

export const openTeams = (people: readonly SlackPerson[]): Promise<TeamsDouble> =>
  teamsDouble({
    ...{
      appId: botApp,
      password: "a-client-secret-for-stories",
      tenant,
      people: people.map(inTeams),
    },
    ...{ deliverTo: "http://127.0.0.1:1/", wait: async () => undefined },
  });

/** How a call that met this trouble is noted. */
export const answerOf = (how: How): string =>
  typeof how === "string" ? how : "error" in how ? how.error : `http_${how.status}`;
