import { parseAddress } from "./addresses.ts";
import { Fault } from "./problems.ts";
import type { Settings } from "./settings.ts";
import type { SlackSettings } from "./types.ts";

/** Those that switch Slack on. */
const names = [
  "SLACK_SIGNING_SECRET",
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
];

/**
 * Slack's settings; `undefined` when Slack is off, or when they are wrong (the report says how).
 * @param address where browsers reach us, for Add to Slack
 */
export function readSlack(
  settings: Settings,
  address: string | undefined,
): SlackSettings | undefined {
  if (!slackGiven(settings)) {
    if (settings.given("SLACK_API_URL"))
      settings.warn(
        "SLACK_API_URL",
        "has no effect: Slack is off",
        `Set ${names[0]} and ${names[1]}, or remove it.`,
      );
    return undefined;
  }
  const secret = settings.secret("SLACK_SIGNING_SECRET");
  const botToken = settings.secret("SLACK_BOT_TOKEN");
  const appToken = settings.secret("SLACK_APP_TOKEN");
  const install = readInstall(settings, address);
  if (!settings.given("SLACK_BOT_TOKEN") && install === "off") {
    settings.problem(
      "SLACK_BOT_TOKEN",
      "is missing, and Slack is configured",
      "Copy it from your Slack app: OAuth & Permissions, Bot User OAuth Token (xoxb-…). For many workspaces set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead.",
    );
  }
  if (!settings.given("SLACK_SIGNING_SECRET") && !settings.given("SLACK_APP_TOKEN")) {
    settings.problem(
      "SLACK_SIGNING_SECRET",
      "is missing, and Slack is configured",
      "Copy it from your Slack app: Basic Information, Signing Secret. Behind a firewall set SLACK_APP_TOKEN (xapp-…) instead.",
    );
  }
  const signingSecrets = (secret ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  // An empty list means Socket Mode to the adapter, so it may never come from a slip over HTTP.
  if (secret !== undefined && signingSecrets.length === 0)
    settings.problem(
      "SLACK_SIGNING_SECRET",
      "holds no secret",
      "Copy it from your Slack app: Basic Information, Signing Secret.",
    );
  if (signingSecrets.length > 2)
    settings.problem(
      "SLACK_SIGNING_SECRET",
      "holds more than two secrets",
      "Keep the new one and the one it replaces.",
    );
  if (signingSecrets.some((part) => /^x(ox.|app)-/.test(part))) {
    settings.problem(
      "SLACK_SIGNING_SECRET",
      "holds a token",
      "Copy the Signing Secret from Basic Information instead.",
    );
  }
  token(
    settings,
    "SLACK_BOT_TOKEN",
    botToken,
    /^(xapp|xoxp|xoxe)-/,
    "Use the Bot User OAuth Token (xoxb-…).",
  );
  // Slack opens Socket Mode with nothing else, and without a word about it the app would only never
  // be heard.
  const mixedUp = settings.given("SLACK_API_URL") ? /^xox.-/ : /^(?!xapp-)/;
  token(
    settings,
    "SLACK_APP_TOKEN",
    appToken,
    mixedUp,
    "Use an app-level token with connections:write: it begins with xapp-.",
  );
  const apiUrl = readApiUrl(settings);
  const isOff = typeof install === "string";
  if (botToken === undefined && isOff) return undefined;
  return {
    signingSecrets,
    ...(botToken === undefined ? {} : { botToken }),
    ...(isOff ? {} : { install }),
    ...(appToken === undefined ? {} : { appToken }),
    ...(apiUrl === undefined ? {} : { apiUrl }),
  };
}

/** What Add to Slack needs; what is missing of it is told. */
function readInstall(
  settings: Settings,
  address: string | undefined,
): SlackSettings["install"] | "off" | "wrong" {
  const pair = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"] as const;
  if (!pair.some((name) => settings.given(name))) return "off";
  for (const name of pair)
    if (!settings.given(name))
      settings.problem(
        name,
        "is missing, and Add to Slack is configured",
        "Copy it from your Slack app: Basic Information, App Credentials.",
      );
  if (!settings.given("HANDRAIL_URL"))
    settings.problem(
      "HANDRAIL_URL",
      "is missing, and Add to Slack is configured",
      "Set the public address that browsers reach: https://handrail.example.",
    );
  const clientId = settings.text("SLACK_CLIENT_ID");
  const clientSecret = settings.secret("SLACK_CLIENT_SECRET");
  if (clientId !== undefined && !/^\d+\.\d+$/.test(clientId) && !settings.given("SLACK_API_URL"))
    settings.problem(
      "SLACK_CLIENT_ID",
      "is not a client id",
      "It is two numbers with a dot between them: Basic Information, Client ID.",
    );
  if (clientId === undefined || clientSecret === undefined || address === undefined) return "wrong";
  return { clientId, clientSecret, address };
}

/** Whether anybody meant to switch Slack on, rightly configured or not. */
export function slackGiven(settings: Settings): boolean {
  return names.some((name) => settings.given(name));
}

/** Only clear mix-ups are refused: a proxy or a double may hand out tokens of its own form. */
function token(
  settings: Settings,
  name: string,
  value: string | undefined,
  mixUp: RegExp,
  remedy: string,
): void {
  if (value === undefined) return;
  if (/[^!-~]/.test(value))
    settings.problem(
      name,
      "holds a blank or another character that no token has",
      "Copy the token again, in one piece.",
    );
  if (mixUp.test(value)) settings.problem(name, "holds another kind of token", remedy);
}

function readApiUrl(settings: Settings): string | undefined {
  const written = settings.text("SLACK_API_URL");
  if (written === undefined) return undefined;
  const url = parseAddress(written);
  if (url instanceof Fault) settings.fault("SLACK_API_URL", url);
  else if (!url.pathname.endsWith("/api/") || url.search !== "" || url.hash !== "")
    settings.problem(
      "SLACK_API_URL",
      "does not end in /api/",
      "Write it like https://slack.com/api/.",
    );
  else return url.href;
  return undefined;
}
