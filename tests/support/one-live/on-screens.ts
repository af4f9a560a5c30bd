import { actionOf, frameOf, readButtonValue } from "../../../adapters/slack/render/carried-data.ts";
import { addressOf, readData } from "../../../adapters/teams/render/carried-data.ts";
import { controlsOf as slackControls, type SlackDouble } from "../../../playground/slack.ts";
import { controlsOf as teamsControls, type TeamsDouble } from "../../../playground/teams.ts";
import type { Shown } from "../../../playground/protocol.ts";
import { wordsIn } from "../slack-client.ts";
import { wordsOf } from "../teams-client.ts";
import { type Live, notOneLive } from "./one-live.ts";

type AsOwner = (statement: string) => Promise<{ rows: Record<string, unknown>[] }>;

interface Press {
  readonly action: string;
  readonly subject?: string | undefined;
  /** The feature of the card; of a private answer there is none. */
  readonly feature?: string | undefined;
}

/** What every client shows now, against what is known of the requests. */
export async function notOneLiveOnScreens(
  doubles: {
    readonly slack: SlackDouble | undefined;
    readonly teams: TeamsDouble | undefined;
    readonly accounts: (platform: "slack" | "teams") => readonly string[];
  },
  asOwner: AsOwner,
): Promise<string[]> {
  const { slack, teams, accounts } = doubles;
  const closed = await column(
    asOwner,
    "select request from handrail.requests where closed_at is not null",
  );
  // What waits for a platform, was refused by it, or was never confirmed is in nobody's hands.
  const current = await column(
    asOwner,
    `select address from handrail.messages
     where state = 'live' and address is not null and wanted_version <= shown_version`,
  );
  const shown = [
    ...(slack === undefined
      ? []
      : accounts("slack").flatMap((one) => onSlack(slack, one, current))),
    ...(teams === undefined
      ? []
      : accounts("teams").flatMap((one) => onTeams(teams, one, current))),
  ];
  return notOneLive(shown, closed);
}

const onSlack = (double: SlackDouble, account: string, current: ReadonlySet<string>): Live[] =>
  double.desk(account).messages.flatMap((message) => {
    const controls = slackControls(message.blocks ?? []);
    const presses = controls.map(({ actionId, blockId, value }) => ({
      action: actionOf(actionId),
      subject: readButtonValue(value).subject,
      feature: frameOf(blockId)?.feature,
    }));
    // Nothing reaches a private answer in a channel (docs/platforms.md S3).
    if (message.ephemeral ? !message.channel.startsWith("D") : !current.has(message.id)) return [];
    return liveOf(account, message, presses, wordsIn(message.blocks ?? []));
  });

const onTeams = (double: TeamsDouble, account: string, current: ReadonlySet<string>): Live[] =>
  double.desk(account).messages.flatMap((message) => {
    const presses = teamsControls(message.card).flatMap(({ data }): Press[] => {
      const read = readData(data);
      if (read?.kind !== "press") return [];
      return [{ action: read.action, subject: read.subject, feature: read.frame?.feature }];
    });
    const isCard = presses.some(({ feature }) => feature !== undefined);
    // A private answer in a channel, to somebody who has no chat with us yet.
    if (!isCard && message.ephemeral) return [];
    if (isCard && !current.has(addressOf(message.channel, message.id))) return [];
    return liveOf(account, message, presses, wordsOf(message.card));
  });

/** The request that a message is about. A list of several, as on a home page, is none. */
function liveOf(account: string, { channel }: Shown, all: readonly Press[], words: string): Live[] {
  const presses = all.filter(
    ({ action, feature = "escalations" }) =>
      action.startsWith("escalations.") && feature === "escalations",
  );
  const request = presses.find(({ subject }) => subject !== undefined)?.subject;
  if (request === undefined) return [];
  const verbs = presses.map(({ action }) => action.split(".")[1] ?? "");
  return [{ account, chat: channel, request, presses: verbs, words }];
}

async function column(asOwner: AsOwner, statement: string): Promise<ReadonlySet<string>> {
  const { rows } = await asOwner(statement);
  return new Set(rows.map((row) => String(Object.values(row)[0])));
}
