import { at, parseJson, textAt } from "../../src/platform/json.ts";
import { type Finding, good, note, wrong } from "../../src/platform/finding.ts";
import { clockBeside } from "../../src/platform/machine-clock.ts";
import { botScopes, optionalScopes, slackApiUrl, type SlackConfig } from "./config.ts";

const about = "Slack";
const reinstall = "Add it in the app's settings under OAuth & Permissions, and install it again.";

/** Why Slack refuses the token, by its code. */
const refused: Readonly<Record<string, string>> = {
  invalid_auth: "SLACK_BOT_TOKEN is not a token that Slack knows",
  not_authed: "SLACK_BOT_TOKEN is empty",
  token_revoked: "SLACK_BOT_TOKEN was revoked",
  token_expired: "SLACK_BOT_TOKEN has expired",
  account_inactive: "the app was removed from the workspace",
};

/**
 * Asks Slack whether the settings would work. Nothing is posted or changed.
 * @param workspaces those of the organisations' files; none means any
 */
export async function checkSlack(
  config: SlackConfig,
  workspaces: readonly string[],
): Promise<Finding[]> {
  if (config.botToken === undefined) return ofSecrets(config);
  const answer = await call(config, "auth.test", config.botToken);
  if (answer === undefined) return [away(config)];
  const clock = clockBeside(about, answer.date, Date.now());
  if (at(answer.body, "ok") !== true) return [...clock, ofRefusal(textAt(answer.body, "error"))];
  return [
    ...clock,
    ...ofWorkspace(answer.body, workspaces),
    ...ofScopes(answer.scopes),
    ...ofSecrets(config),
    ...(await ofSocket(config)),
  ];
}

const away = ({ apiUrl = slackApiUrl }: SlackConfig): Finding =>
  wrong(
    about,
    "does not answer",
    `This machine must reach ${new URL(apiUrl).host}; check the network, a proxy, or SLACK_API_URL.`,
  );

function ofRefusal(code: string | undefined): Finding {
  const known = code === undefined ? undefined : refused[code];
  return wrong(
    about,
    known ?? `refuses SLACK_BOT_TOKEN (${code?.match(/^\w{1,40}$/)?.[0] ?? "no reason given"})`,
    "Install the app again, and copy the Bot User OAuth Token (xoxb-…).",
  );
}

function ofWorkspace(body: unknown, workspaces: readonly string[]): Finding[] {
  const [id, name] = [textAt(body, "team_id") ?? "", textAt(body, "team") ?? ""];
  const bot = textAt(body, "bot_id");
  if (bot === undefined)
    return [
      wrong(
        about,
        "SLACK_BOT_TOKEN is a person's token, not a bot's",
        "Use the Bot User OAuth Token (xoxb-…).",
      ),
    ];
  if (workspaces.length === 0 || workspaces.includes(id))
    return [good(about, `the token is taken, workspace ${name} (${id})`)];
  return [
    wrong(
      about,
      `the token is of workspace ${name} (${id}), and the file names ${workspaces.join(", ")}`,
      `Write ${id} under workspaces: slack, or use the other workspace's token.`,
    ),
  ];
}

function ofScopes(scopes: ReadonlySet<string> | undefined): Finding[] {
  if (scopes === undefined) return [];
  const missing = botScopes.filter((scope) => !scopes.has(scope));
  if (missing.length > 0)
    return missing.map((scope) => wrong(about, `the scope ${scope} is missing`, reinstall));
  const optional = optionalScopes.filter((scope) => !scopes.has(scope));
  return [
    good(about, "has every scope that is needed"),
    ...optional.map((scope) =>
      note(
        about,
        `the optional scope ${scope} is missing; docs/platforms.md ${scope === "mpim:write" ? "S27" : "S43"} says what for`,
      ),
    ),
  ];
}

const ofSecrets = ({ signingSecrets, appToken }: SlackConfig): Finding[] =>
  appToken !== undefined || signingSecrets.every((secret) => /^[0-9a-f]{32}$/.test(secret))
    ? []
    : [
        note(
          about,
          "a signing secret does not look like Slack's",
          "It has 32 characters, 0-9 and a-f: Basic Information, Signing Secret.",
        ),
      ];

async function ofSocket(config: SlackConfig): Promise<Finding[]> {
  const { appToken } = config;
  if (appToken === undefined) return [];
  const answer = await call(config, "apps.connections.open", appToken);
  return [
    at(answer?.body, "ok") === true
      ? good(about, "Socket Mode opens")
      : wrong(
          about,
          "Socket Mode does not open",
          "Switch it on in the app's settings; SLACK_APP_TOKEN needs connections:write.",
        ),
  ];
}

/** One call, as the doctor makes it: nothing is repeated. */
export async function call({ apiUrl = slackApiUrl }: SlackConfig, method: string, token: string) {
  const response = await fetch(new URL(method, apiUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  const body = parseJson((await response?.text().catch(() => "")) ?? "");
  if (response === undefined || body === undefined) return undefined;
  const { headers } = response;
  const scopes = headers.get("x-oauth-scopes")?.split(",");
  return {
    body,
    date: headers.get("date"),
    scopes: scopes && new Set(scopes.map((scope) => scope.trim())),
  };
}
