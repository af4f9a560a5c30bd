import { at, parseJson, textAt } from "../../src/platform/json.ts";
import { type Finding, good, note, wrong } from "../../src/platform/finding.ts";
import { clockBeside } from "../../src/platform/machine-clock.ts";
import { type MessageKey, literal, msg } from "../../src/platform/text.ts";
import { botScopes, optionalScopes, slackApiUrl, type SlackConfig } from "./config.ts";

const about = "Slack";

/** Why Slack refuses the token, by its code. */
const refused: Readonly<Record<string, MessageKey>> = {
  invalid_auth: "doctor.slack.invalid_auth",
  not_authed: "doctor.slack.not_authed",
  token_revoked: "doctor.slack.token_revoked",
  token_expired: "doctor.slack.token_expired",
  account_inactive: "doctor.slack.account_inactive",
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
  wrong(about, msg("doctor.away"), msg("doctor.slack.away.remedy", { host: new URL(apiUrl).host }));

function ofRefusal(code: string | undefined): Finding {
  const known = code === undefined ? undefined : refused[code];
  return wrong(
    about,
    known === undefined ? msg("doctor.slack.refuses", { code: codeIn(code) }) : msg(known),
    msg("doctor.slack.install"),
  );
}

/** A code of the platform; nothing else of its answer is said. */
export const codeIn = (code: string | undefined) =>
  code?.match(/^\w{1,40}$/)?.[0] ?? msg("doctor.noReason");

function ofWorkspace(body: unknown, workspaces: readonly string[]): Finding[] {
  const [id, name] = [textAt(body, "team_id") ?? "", textAt(body, "team") ?? ""];
  const its = { name: literal(name), id: literal(id) };
  const bot = textAt(body, "bot_id");
  if (bot === undefined)
    return [wrong(about, msg("doctor.slack.person"), msg("doctor.slack.useBot"))];
  if (workspaces.length === 0 || workspaces.includes(id))
    return [good(about, msg("doctor.slack.taken", its))];
  return [
    wrong(
      about,
      msg("doctor.slack.other", { ...its, named: literal(workspaces.join(", ")) }),
      msg("doctor.slack.other.remedy", its),
    ),
  ];
}

function ofScopes(scopes: ReadonlySet<string> | undefined): Finding[] {
  if (scopes === undefined) return [];
  const missing = botScopes.filter((scope) => !scopes.has(scope));
  if (missing.length > 0)
    return missing.map((scope) =>
      wrong(about, msg("doctor.slack.scope", { scope }), msg("doctor.slack.scope.remedy")),
    );
  const optional = optionalScopes.filter((scope) => !scopes.has(scope));
  return [
    good(about, msg("doctor.slack.scopes")),
    ...optional.map((scope) =>
      note(
        about,
        msg("doctor.slack.optional", { scope, row: scope === "mpim:write" ? "S27" : "S43" }),
      ),
    ),
  ];
}

const ofSecrets = ({ signingSecrets, appToken }: SlackConfig): Finding[] =>
  appToken !== undefined || signingSecrets.every((secret) => /^[0-9a-f]{32}$/.test(secret))
    ? []
    : [note(about, msg("doctor.slack.secret"), msg("doctor.slack.secret.remedy"))];

async function ofSocket(config: SlackConfig): Promise<Finding[]> {
  const { appToken } = config;
  if (appToken === undefined) return [];
  const answer = await call(config, "apps.connections.open", appToken);
  return [
    at(answer?.body, "ok") === true
      ? good(about, msg("doctor.slack.socket"))
      : wrong(about, msg("doctor.slack.noSocket"), msg("doctor.slack.noSocket.remedy")),
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
