import type { Platform } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Handler, Sender } from "./adapter.ts";
import type { Page, PageQuery } from "./page.ts";
import type { Line, Reader } from "./text.ts";

/*
 * The contract between the core and the web adapter. Like a chat platform's adapter it turns
 * verified requests into gestures and models into HTML: it holds no rule, no query and no right.
 */

/** Where browsers and programs come in. */
export interface WebDoor {
  /** Whole paths, and beginnings of paths that end in "/". */
  readonly paths: readonly string[];
  readonly handle: Handler;
  /** Ends what is open, such as live pages. */
  stop(): void;
}

/** Who looks at a page: a signed-in person through an account of theirs, or a room's screen. */
export type Visitor = { readonly as: Sender } | { readonly wall: string };

/** A page for a visitor, or why there is none. */
export type PageReply =
  | {
      readonly page: Page;
      readonly reader: Reader;
      /** When it was read, by the clock that everything goes by. */
      readonly at: Instant;
      /** The names of all pages that this visitor may open, in the order of the menu. */
      readonly menu: readonly string[];
    }
  | PageRefused;
export interface PageRefused {
  /** `unknown`: there is no such page, or nobody is known by this account or screen. */
  readonly refused: "unknown" | "not-yours";
  readonly line: Line;
  readonly reader: Reader;
  readonly menu: readonly string[];
}

/** What somebody has who asks for a session. */
export type Proof =
  /** From the bot: single use, bound to who asked for it. */
  | { readonly link: string }
  /** An address that the company's identity provider has verified. */
  | { readonly email: string }
  /** An account that its platform vouches for: it shows our pages in its own client. */
  | { readonly account: Sender };

/** One organisation of somebody who is in several. */
export interface Company {
  readonly name: string;
  /** Signs in there: single use, as the bot gives it. */
  readonly link: string;
}

/** A person who has signed in. */
export interface Session {
  readonly as: Sender;
  readonly reader: Reader;
  readonly name: string;
}

/** Something to be saved: an export. */
export interface WebFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What the core offers to pages besides `Core.receive`. */
export interface Web {
  /**
   * @returns the secret of a new session, for a cookie; nothing else names the session.
   * `undefined`: the proof is used up, too old or nobody's. Where several organisations have
   * somebody of the address: all of them, for the person to choose
   */
  signIn(proof: Proof): Promise<string | readonly Company[] | undefined>;
  /** Whose session it is; `undefined` where it ended, or its account may no longer do anything. */
  session(secret: string): Promise<Session | undefined>;
  /** Whether an organisation here has this workspace. */
  knows(platform: Platform, workspace: string): Promise<boolean>;
  signOut(secret: string): Promise<void>;
  /** A page of this name is kept current while it is open. */
  isLive(name: string): boolean;
  /** One page now, with the rights of now. */
  page(name: string, visitor: Visitor, query: PageQuery): Promise<PageReply>;
  /** A file of a kind, for who may have it now; `undefined`: there is none for them. */
  file(kind: string, id: string, as: Sender): Promise<WebFile | undefined>;
  /** The file of a link from the bot: once. `undefined`: used up, too old, or no longer theirs. */
  fileOnce(link: string): Promise<WebFile | undefined>;
  /**
   * Calls back with a live page at once, after each change, and when it may no longer be seen.
   * @returns ends it; `undefined`: no such page is live
   */
  watch(
    name: string,
    visitor: Visitor,
    changed: (reply: PageReply) => void,
  ): (() => void) | undefined;
}
