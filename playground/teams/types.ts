import type { Json } from "../slack/types.ts";

export interface TeamsPerson {
  /** The Entra object id. */
  readonly account: string;
  readonly name: string;
  readonly email: string;
  /** IANA; UTC when absent. */
  readonly tz?: string;
  readonly locale?: string;
  /** A guest in this tenant: Teams tells only when the roster is asked. */
  readonly guest?: boolean;
  /**
   * Another organisation's tenant: a federated stranger here, at home there with an install of
   * their own.
   */
  readonly tenant?: string;
}

export interface TeamsDoubleOptions {
  readonly appId: string;
  readonly password: string;
  /** The tenant of the people and of the app. */
  readonly tenant: string;
  readonly people: readonly TeamsPerson[];
  /**
   * Where the app listens, such as `http://127.0.0.1:3000/api/messages`; may be set later on the
   * double.
   */
  readonly deliverTo: string;
  /**
   * Accounts that have the app already, as after an administrator's set-up long ago. Default:
   * everybody.
   */
  readonly installed?: readonly string[];
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Clock for message times and rate limits, in milliseconds. Tokens use the machine's. */
  readonly now?: () => number;
  /** Waits between redeliveries; tests pass one that returns at once. */
  readonly wait?: (ms: number) => Promise<void>;
  /**
   * How long Teams waits for an answer, in milliseconds: 15,000 for a message, 5,000 for an invoke
   * (docs/platforms.md T21, T22).
   */
  readonly answerWithin?: { readonly message?: number; readonly invoke?: number };
  /** The chats that another double of the same app kept: this one continues from there. */
  readonly kept?: KeptTenant;
  /** How many messages a conversation, and how many calls in all, are remembered: 200 and 2,000. */
  readonly keep?: { readonly messages?: number; readonly calls?: number };
}

export interface Conversation {
  readonly id: string;
  readonly kind: "personal" | "channel" | "groupChat";
  readonly tenant: string;
  /** A personal chat's person. */
  readonly account?: string;
  readonly members: Set<string>;
  /** By id, oldest first. */
  readonly messages: Map<string, Message>;
}

export interface Message {
  /** Stays the same through edits; the same as `Shown.id`. */
  readonly id: string;
  readonly conversation: Conversation;
  /** In a channel: the id of the message that began its thread. */
  readonly thread: string;
  readonly at: number;
  /** The person who wrote it; absent: the bot. */
  readonly author?: string;
  /** Targeted: only this account sees it, for 24 hours (docs/platforms.md T14). */
  readonly onlyFor?: string;
  /** The message whose press it answers. */
  readonly beneath?: string;
  text: string;
  card: Json | undefined;
  edited: boolean;
  /** What an invoke's answer put in its place, for one person only (docs/platforms.md T20). */
  readonly copies: Map<string, Json>;
  /**
   * The card that this reader's client knew before the last edit. A refresh after the edit carries
   * its data (docs/platforms.md T18).
   */
  readonly known: Map<string, Json>;
  /** Elements shown or hidden by Action.ToggleVisibility, by account and element id. */
  readonly toggled: Map<string, Record<string, boolean>>;
}

/** An open dialog; a person has at most one. */
export interface Dialog {
  readonly id: string;
  readonly account: string;
  /** The task information as the app sent it. */
  readonly task: Json;
  readonly card: Json;
  readonly from: DialogOrigin;
  errors: Record<string, string> | undefined;
}

/** Where a dialog's submission goes: a card's dialog, or a message extension's command. */
export type DialogOrigin =
  | { readonly kind: "task"; readonly message: Message }
  | { readonly kind: "extension"; readonly command: Json; readonly conversation: Conversation };

/**
 * What a test may change in a token: claims and header fields (`undefined` leaves one out), and the
 * key that signs.
 */
export interface Forged {
  readonly claims?: Json;
  readonly header?: Json;
  /**
   * `unendorsed`: a published key that is not for Teams. `entra`: the key of the token endpoint.
   * `stranger`: a key that nobody published.
   */
  readonly by?: "channel" | "unendorsed" | "entra" | "stranger";
}

/**
 * What Teams keeps: conversations with their messages, and each reader's own copy of a card. Open
 * dialogs are gone.
 */
export interface KeptTenant {
  readonly conversations: readonly {
    readonly id: string;
    readonly kind: Conversation["kind"];
    readonly tenant: string;
    readonly account?: string;
    readonly members: readonly string[];
    readonly messages: readonly KeptMessage[];
  }[];
}

interface KeptMessage {
  readonly id: string;
  readonly thread: string;
  readonly at: number;
  readonly author?: string;
  readonly onlyFor?: string;
  readonly text: string;
  readonly card?: Json;
  readonly edited: boolean;
  readonly copies: readonly (readonly [account: string, card: Json])[];
}
