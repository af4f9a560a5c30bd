import { parseAddress } from "./addresses.ts";
import { Fault } from "./problems.ts";
import type { Settings } from "./settings.ts";
import type { SlackSettings } from "./types.ts";

/** Those that switch Slack on. */
const names = ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"];

/**
 * Slack's settings; `undefined` when Slack is off, or when they are wrong (the report says how).
 */
export function readSlack(settings: Settings): SlackSettings | undefined {
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
  if (!settings.given("SLACK_BOT_TOKEN")) {
    settings.problem(
      "SLACK_BOT_TOKEN",
      "is missing, and Slack is configured",
      "Copy it from your Slack app: OAuth & Permissions, Bot User OAuth Token (xoxb-…).",
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
  if (botToken === undefined) return undefined;
  return {
    signingSecrets,
    botToken,
    ...(appToken === undefined ? {} : { appToken }),
    ...(apiUrl === undefined ? {} : { apiUrl }),
  };
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
