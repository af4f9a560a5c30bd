import type { Shown } from "../protocol.ts";

/** A JSON object of Slack's: its shape is checked where it is read. */
export type Json = Readonly<Record<string, unknown>>;

export interface SlackPerson {
  /** Slack's user id (`U…`). */
  readonly account: string;
  readonly name: string;
  readonly email: string;
  /** IANA; UTC when absent. */
  readonly tz?: string;
  readonly locale?: string;
  /** Their own workspace (`T…`), in an Enterprise Grid organisation. */
  readonly team?: string;
  /** They run the workspace. */
  readonly runs?: true;
  readonly kind?: "member" | "guest" | "bot" | "external" | "deactivated";
}

export interface SlackDoubleOptions {
  readonly signingSecret: string;
  /** Absent: the app is not there before somebody adds it. */
  readonly botToken?: string;
  /** What people call the workspace. */
  readonly name?: string;
  /**
   * Socket Mode is on for the app: everything goes over the connections that it opens with this
   * token, nothing over HTTP.
   */
  readonly appToken?: string;
  /**
   * Where the app listens, such as `http://127.0.0.1:3000/slack/events`; may be set later on the
   * double.
   */
  readonly deliverTo: string;
  /** Slack's team id (`T…`), or a whole Enterprise Grid organisation's (`E…`). */
  readonly workspace: string;
  readonly people: readonly SlackPerson[];
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /**
   * What the app was granted; a call beyond it answers `missing_scope`. Default: the manifest's own
   * set.
   */
  readonly scopes?: readonly string[];
  /**
   * Clock for message times, trigger ids, response_urls and rate limits, in milliseconds.
   * Signatures use the machine's.
   */
  readonly now?: () => number;
  /** Waits between event redeliveries; tests pass one that returns at once. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How long Slack waits for an answer, in milliseconds: 3,000 (docs/platforms.md S1). */
  readonly answerWithin?: number;
  /** How long a trigger id opens a dialog, in milliseconds: 3,000 (docs/platforms.md S2). */
  readonly triggersLast?: number;
  /** The chats that another double kept: this one continues from there. */
  readonly kept?: KeptWorkspace;
  /** How many messages a conversation, and how many calls in all, are remembered: 200 and 2,000. */
  readonly keep?: { readonly messages?: number; readonly calls?: number };
}

/**
 * What people typed and chose, by block and action id, in Slack's own form (`{ type, value }` and
 * the like).
 */
export type InputState = Record<string, Record<string, Json>>;

export interface Channel {
  readonly id: string;
  readonly kind: "im" | "mpim" | "channel";
  /** Absent: everybody in the workspace. */
  readonly members?: ReadonlySet<string>;
  /** Of a channel: the app is not in it. */
  readonly isWithoutApp?: boolean;
  readonly isArchived?: boolean;
  /** By id, oldest first. */
  readonly messages: Map<string, Message>;
}

export interface Message {
  /** Stays the same through edits; the same as `Shown.id`. */
  readonly id: string;
  readonly channel: Channel;
  readonly ts: string;
  readonly at: number;
  text: string;
  blocks: readonly Json[] | undefined;
  edited: boolean;
  /** Ephemeral: only this account sees it. */
  readonly onlyFor?: string;
  /** The person who wrote it; absent: the bot. */
  readonly author?: string;
  /** What was chosen in its selects, by account: everybody has their own. */
  readonly chosen: Map<string, InputState>;
  /** What `desk` last made of it; dropped by every edit. */
  shown: Shown | undefined;
}

export interface View {
  readonly id: string;
  readonly account: string;
  /** The view as the app sent it, with block ids filled in. */
  view: Json;
  blocks: readonly Json[];
  hash: string;
  state: InputState;
  errors: Record<string, string> | undefined;
}

/** One Web API or response_url request as it was received. */
export interface Call {
  readonly method: string;
  /** By the double's clock. */
  readonly at: number;
  readonly body: Json;
  /** `ok`, Slack's error code, or the trouble that met it; `open` while it has no answer. */
  answer: string;
}

export interface SentRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of one request to the app. */
export interface Sent {
  /** 0 when there was no answer: see `failure`. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** From the first byte written to the last byte read. */
  readonly ms: number;
  readonly failure?: "http_timeout" | "connection_failed";
  /** What was sent, to send it again with `sendRaw`. */
  readonly request: SentRequest;
  /** Events with `retries`: how often it was sent in all. */
  readonly attempts?: number;
}

/**
 * What Slack keeps: messages and home pages. Ephemeral messages and open dialogs are gone, as after
 * any reload (docs/platforms.md S26).
 */
export interface KeptWorkspace {
  readonly channels: readonly {
    readonly id: string;
    readonly kind: "im" | "mpim" | "channel";
    readonly members?: readonly string[];
    readonly messages: readonly KeptMessage[];
  }[];
  readonly homes: readonly { readonly account: string; readonly view: Json }[];
}

interface KeptMessage {
  readonly ts: string;
  readonly at: number;
  readonly text: string;
  readonly blocks?: readonly Json[];
  readonly edited: boolean;
  readonly author?: string;
}
