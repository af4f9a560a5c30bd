import { at, textAt } from "../../src/platform/json.ts";
import { type Finding, good, note, wrong } from "../../src/platform/finding.ts";
import { call } from "./check.ts";
import { botScopes, type SlackConfig } from "./config.ts";

/** A workspace that somebody added the app to. */
export interface AddedWorkspace {
  readonly workspace: string;
  /** Absent: no key here opens it. */
  readonly token?: string | undefined;
  /** It is renewed where it is needed next, and not by the doctor: the old one would end. */
  readonly hasEnded: boolean;
}

const about = "Add to Slack";
const again = "Somebody of that workspace opens /slack/install once more.";
/** Asked at once: many workspaces, and one machine. */
const together = 10;

/** Asks Slack about each workspace that was added. Nothing is posted or changed. */
export async function checkAdded(
  config: SlackConfig,
  added: readonly AddedWorkspace[],
): Promise<Finding[]> {
  if (config.install === undefined)
    return added.length === 0
      ? []
      : [
          wrong(
            about,
            `${added.length} workspaces were added, and Add to Slack is off now`,
            "Set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and HANDRAIL_URL again.",
          ),
        ];
  if (added.length === 0) return [note(about, "no workspace was added yet")];
  const findings: Finding[] = [];
  for (let from = 0; from < added.length; from += together)
    findings.push(
      ...(
        await Promise.all(added.slice(from, from + together).map((one) => checkOne(config, one)))
      ).flat(),
    );
  const wrongs = new Set(findings.map(({ says }) => says.split(" ")[0]));
  const works = added.filter(({ workspace }) => !wrongs.has(workspace)).length;
  return works === 0
    ? findings
    : [
        good(about, `${works} of ${added.length} workspaces take their token and grant enough`),
        ...findings,
      ];
}

/** @returns what is not as it should be; each begins with the workspace's id */
async function checkOne(
  config: SlackConfig,
  { workspace, token, hasEnded }: AddedWorkspace,
): Promise<Finding[]> {
  if (token === undefined)
    return [
      wrong(
        about,
        `${workspace} has a token that no key here opens`,
        "Add the key that was in use before to HANDRAIL_KEYS, at the end of the list.",
      ),
    ];
  if (hasEnded)
    return [note(about, `${workspace} has a token that ended; it is renewed when it is needed`)];
  const answer = await call(config, "auth.test", token);
  if (answer === undefined)
    return [wrong(about, `${workspace} could not be asked: Slack does not answer`, "Try again.")];
  if (at(answer.body, "ok") !== true) {
    const code = textAt(answer.body, "error")?.match(/^\w{1,40}$/)?.[0] ?? "no reason given";
    return [wrong(about, `${workspace} does not take its token (${code})`, again)];
  }
  const missing = botScopes.filter((scope) => answer.scopes?.has(scope) === false);
  return missing.length === 0
    ? []
    : [wrong(about, `${workspace} does not grant ${missing.join(", ")}`, again)];
}
