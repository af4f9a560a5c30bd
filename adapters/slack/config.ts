/** What the adapter needs to speak for its workspaces. */
export interface SlackConfig {
  /** One secret, or two while rotating; each is accepted. Not used in Socket Mode. */
  readonly signingSecrets: readonly string[];
  /** The token of one workspace; absent: only those that were added with Add to Slack. */
  readonly botToken?: string;
  /** Add to Slack, for many workspaces. */
  readonly install?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** Where browsers reach us, as `https://host`. */
    readonly address: string;
  };
  /** Socket Mode instead of HTTP. */
  readonly appToken?: string;
  /** Slack's Web API, ending in `/api/`; its origin may also be a `response_url`'s. */
  readonly apiUrl?: string;
  /** Milliseconds since the epoch, for the signature's time window only. */
  readonly now?: () => number;
}

/**
 * The part of the log that the adapter uses. Codes and counts only; of an `err` the log keeps its
 * name and place, not its message.
 */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const slackApiUrl = "https://slack.com/api/";

/** One URL takes commands, interactions and events. */
export const slackPath = "/slack/events";

/** Where a browser begins to add the app, and where Slack sends it back to. */
export const installPath = "/slack/install";
export const redirectPath = "/slack/oauth_redirect";

/** Bodies above this are refused before anything is parsed. */
export const bodyLimit = 256 * 1024;

/**
 * In milliseconds. `followed` is how long an answer waits for the card that says the same. A person
 * waits for these; a page waits longer, because its row is the retry (docs/platforms.md
 * S21).
 */
export const timeouts = { call: 5_000, response: 3_000, lookup: 1_500, followed: 1_500 } as const;

export interface SlashCommand {
  readonly command: `/${string}`;
  readonly description: string;
  readonly usageHint?: string;
}

/** The words people type. */
export const commands: readonly SlashCommand[] = [
  {
    command: "/escalate",
    description: "Get a supervisor to you, now. Needs no words.",
    usageHint: "[what is happening]",
  },
  { command: "/break", description: "Take a recovery break", usageHint: "[minutes]" },
  { command: "/debrief", description: "Ask for someone to talk it through with" },
  { command: "/checkin", description: "Check in, now" },
  {
    command: "/promise",
    description: "Write down a promise to a customer, with its time",
    usageHint: "[what, when]",
  },
  { command: "/shift", description: "Come on shift or go off", usageHint: "on | off" },
  { command: "/handrail", description: "Help, my data, settings" },
];

export interface Shortcut {
  readonly name: string;
  readonly type: "global" | "message";
  readonly callbackId: string;
  readonly description: string;
}

/**
 * Slash commands do not work in threads; the shortcuts do (docs/platforms.md S5, docs/features.md
 * E16). Both mean the word `escalate`.
 */
export const globalShortcut = "escalate";
export const messageShortcut = "escalate_message";
export const shortcuts: readonly Shortcut[] = [
  {
    name: "Get help now",
    type: "global",
    callbackId: globalShortcut,
    description: "Get a supervisor to you, now",
  },
  {
    name: "Get help now",
    type: "message",
    callbackId: messageShortcut,
    description: "Get a supervisor to you, now",
  },
];

export const botEvents = [
  "app_home_opened",
  "app_uninstalled",
  "dnd_updated_user",
  "member_joined_channel",
  "member_left_channel",
  "subteam_members_changed",
  "subteam_updated",
  "tokens_revoked",
  "user_change",
] as const;
export type BotEvent = (typeof botEvents)[number];

/**
 * The fewest that work. People are found by e-mail. Who is in do-not-disturb is asked last
 * (docs/features.md E12).
 */
export const botScopes = [
  "chat:write",
  "commands",
  "dnd:read",
  "users:read",
  "users:read.email",
] as const;

/**
 * What somebody may leave out when they install the app: a conversation of the two who talk
 * something through (docs/platforms.md S27), and who is in a channel or a user group, for teams
 * that follow one (docs/platforms.md S43, S49).
 */
export const optionalScopes = [
  "channels:read",
  "groups:read",
  "mpim:write",
  "usergroups:read",
] as const;
