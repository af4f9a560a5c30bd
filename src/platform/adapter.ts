import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChatPlatform, OrganisationId, Platform, SubjectId } from "../kernel/ids.ts";
import type { IncomingBody } from "./incoming.ts";
import type { Instant } from "../kernel/time.ts";
import type { Members, MembersFound, MembersUnread } from "./members.ts";
import type { Delivered } from "./errors.ts";
import type { Frame } from "./frame.ts";
import type { Sender } from "./sender.ts";
import type { Reader } from "./text.ts";
import type { Board, Card, Form, Gone, Notice } from "./view.ts";

/*
 * The contract between the core and a chat platform. An adapter turns verified envelopes into
 * gestures and views into native messages; it decides nothing. It sees `platform` and `kernel`
 * only.
 */

export type { Members, MembersFound, MembersUnread } from "./members.ts";
export type { Sender } from "./sender.ts";

/** Something a person did. `delivery` is unique for it: a redelivery carries the same. */
export type Gesture = { readonly sender: Sender; readonly delivery: string } & (
  | {
      readonly kind: "word";
      /** `escalate`, `shift`, `handrail` …, without a slash, lower case. */
      readonly word: string;
      readonly text: string;
      /** The account of a colleague whom the text named first; the text is then what followed. */
      readonly about?: string;
      /** True when colleagues saw the words too (a mention in a channel). */
      readonly seen: boolean;
    }
  | {
      readonly kind: "press";
      readonly action: string;
      readonly subject?: SubjectId;
      readonly argument?: string;
      /** The message that carried the button, where it was one of ours. */
      readonly from?: Origin;
    }
  | {
      readonly kind: "submit";
      readonly form: string;
      readonly subject?: SubjectId;
      readonly argument?: string;
      /** By field name; untrusted. */
      readonly values: Readonly<Record<string, string>>;
    }
  /**
   * `anew`: posted below what is there, because the person asked for it in words or the chat is
   * new.
   */
  | { readonly kind: "home"; readonly anew?: true }
);

/**
 * Names one shown message in its button's envelope, so a copy we do not know (a ghost) can be
 * adopted.
 */
export interface Origin {
  readonly feature: string;
  readonly view: string;
  readonly occasion: string;
  readonly address: string;
}

/** The answer to a gesture. Each part is optional; nothing at all is a plain acknowledgement. */
export interface Reply {
  readonly notice?: Notice;
  readonly form?: Form;
  /** Sentences for a form's fields, by name: the form stays open. */
  readonly errors?: Readonly<Record<string, Notice["lines"][number]>>;
  /**
   * The pressed card, as it is now, if the core has it at hand; of one that was replaced, the newest.
   * Some platforms show it in the answer itself.
   */
  readonly card?: Card;
  /**
   * A new message to the same account is on its way with this card, kept current. Where an answer
   * stays, it need not say the same.
   */
  readonly followed?: Card;
  /** The pressed message stands as it was, and no edit reaches it: only an answer shows the card. */
  readonly stands?: true;
  /**
   * Nobody can know whether it was done, and the notice says so. The pressed button may be wanted
   * again.
   */
  readonly uncertain?: true;
  /** For rendering: the reader is the sender. */
  readonly reader: Reader;
}

/** What a platform knows of one of its accounts. */
export interface AccountFacts {
  readonly account: string;
  /** Lower case; absent where the platform does not tell. */
  readonly email?: string;
  readonly name: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly kind: AccountKind;
  /** An owner or an administrator of the whole workspace, as the platform says. */
  readonly runsWorkspace?: true;
  /**
   * How to reach it; only its adapter reads this. Kept with the account and handed back in
   * `Delivery`, so it survives a restart.
   */
  readonly route?: string;
}
/** Only a `member` may do anything; the others get one plain sentence. */
export type AccountKind = "member" | "guest" | "bot" | "external" | "deactivated";

/** One message to bring up to date on the platform. */
export interface Delivery {
  readonly organisation: OrganisationId;
  readonly workspace: string;
  /** The platform's own id of the recipient account. */
  readonly account: string;
  /** As `AccountFacts` last told it. */
  readonly route?: string;
  /**
   * What to show: a card or notice in the person's chat with us, or their home page. `Gone`: remove
   * what stands at the address, or leave its line there.
   */
  readonly view: Card | Notice | Board | Gone;
  readonly reader: Reader;
  /** Goes into the envelope of its buttons, to come back as `Origin`. */
  readonly feature: string;
  readonly name: string;
  readonly occasion: string;
  /** What it is about, as buttons name it: to find what else was said of the same. It stays here. */
  readonly about?: SubjectId;
  /** Where it is shown already: edit it there. Absent: post it. */
  readonly address?: string;
  /** The post repeats one that was never confirmed: say "sent again". */
  readonly again: boolean;
}

/** What the core offers to adapters. */
export interface Core {
  /**
   * Takes one gesture and commits what it leads to before it returns.
   * @throws {Unavailable} when nothing was accepted because our side is at fault.
   */
  receive(gesture: Gesture): Promise<Reply>;
  /** The platform told us about an account (renamed, moved, deactivated, do-not-disturb). */
  accountChanged(platform: Platform, workspace: string, facts: AccountFacts): Promise<void>;
  /** Do-not-disturb as the platform knows it: until when, or not at all. */
  quietChanged(
    platform: Platform,
    workspace: string,
    account: string,
    until: Instant | undefined,
  ): Promise<void>;
  /**
   * Who is in a user group or a channel has changed, or it is another now. `id` is the platform's
   * own of it.
   */
  membersChanged(platform: Platform, workspace: string, id: string): Promise<void>;
  /** Uninstalled, or its tokens revoked: no more calls there. */
  workspaceGone(platform: Platform, workspace: string): Promise<void>;
  /**
   * Something was refused or stopped at the platform's door, for this reason: it is counted, and
   * said in the log once a minute at most. `more` are codes and names for that line.
   */
  refused?(platform: Platform, reason: string, more?: Readonly<Record<string, unknown>>): void;
  /** The sentence for our own outage, with the duty phone; needs no database. */
  outage(workspace: string): Notice;
  /**
   * Whether a press of this action opens a form: some platforms must know before the press. Absent:
   * unknown.
   */
  opens?(action: string): boolean;
  /**
   * A reader for an outage or a stranger: the organisation's language where the workspace is known.
   */
  strangerReader(platform: Platform, workspace: string): Reader;
}

export type { IncomingBody } from "./incoming.ts";

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  body: IncomingBody,
) => Promise<void>;

export type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Brings messages to one platform. */
export interface Deliverer {
  readonly platform: Platform;
  /**
   * Brings one message up to date. Never throws: every fault is an outcome. Returns within its own
   * timeout of 5 s.
   */
  deliver(delivery: Delivery): Promise<Delivered>;
}

/** A chat platform, as the runtime sees it. */
export interface Adapter extends Deliverer {
  readonly platform: ChatPlatform;
  /** `POST <path>` → handler; the handler verifies before anything else. */
  readonly routes: Readonly<Record<string, Handler>>;
  /** `GET <path>` → a page that a browser opens. */
  readonly pages?: Readonly<Record<string, Page>>;
  /** Shows our pages in a frame of its own; absent: it cannot. */
  readonly frame?: Frame;
  /**
   * Facts on one account; `undefined` when the platform does not know it or does not answer in
   * time.
   */
  describe(workspace: string, account: string): Promise<AccountFacts | undefined>;
  /**
   * Finds accounts by e-mail in a workspace, in that order, and yields each as soon as it is found.
   * Accounts that are not found are absent.
   */
  find(workspace: string, emails: readonly string[]): AsyncIterable<AccountFacts>;
  /** How do-not-disturb stands for these accounts; `until` is absent where it does not hold now. */
  quiet?(workspace: string, accounts: readonly string[]): AsyncIterable<[string, Instant?]>;
  /** Who is in a user group or a channel. Absent: the platform has neither. It may take minutes. */
  members?(workspace: string, of: Members): Promise<MembersFound | MembersUnread>;
  /** Facts on many accounts; those that are not found are absent. It may take minutes. */
  describeAll?(workspace: string, accounts: readonly string[]): Promise<readonly AccountFacts[]>;
  /**
   * Whether the platform takes our token for a workspace. Asked when somebody acts in one that the
   * app was removed from.
   */
  works?(workspace: string): Promise<boolean>;
  /**
   * The one workspace that its token belongs to, where a token says so; resolves when the platform
   * has told.
   */
  workspace?(): Promise<string | undefined>;
  /**
   * Opens a connection, if the platform needs one. A platform that cannot be reached does not stop
   * the start.
   */
  start(): Promise<void>;
  /** Takes nothing new where it does not come by HTTP; `deliver` still works. */
  hangUp?(): Promise<void>;
  stop(): Promise<void>;
}
