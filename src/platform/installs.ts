import type { Instant } from "../kernel/time.ts";
import type { AccountFacts } from "./adapter.ts";

/*
 * Workspaces that somebody added the app to, and the tokens that came with it. The core keeps them;
 * the platform's adapter asks for a token whenever it speaks for a workspace.
 */

/** What a platform gave us for a workspace. */
export interface Tokens {
  readonly token: string;
  /** Where the platform renews tokens: what to ask for the next with, and until when this works. */
  readonly renewal?: { readonly refreshToken: string; readonly until: Instant };
}

/** The app in one workspace, or in all workspaces of an Enterprise Grid organisation. */
export interface Install extends Tokens {
  /** A team's id; of an organisation-wide install the organisation's. */
  readonly workspace: string;
  /** What people call it. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly installer: AccountFacts;
}

/** The tokens of a workspace as they are kept. `version` grows with every change. */
export interface Access extends Tokens {
  readonly version: number;
}

export interface Installs {
  /** What a browser takes along to the platform and back. It says nothing, and holds ten minutes. */
  newState(): Promise<string>;
  /** True once for each of our states, on all instances together. */
  takeState(state: string): Promise<boolean>;
  /**
   * Keeps an install. A workspace without an organisation gets one.
   * @returns whether the installer is written to, because nobody has set it up yet
   */
  keep(install: Install): Promise<{ readonly greets: boolean }>;
  /** Whether an organisation lives in this workspace. */
  isHome(workspace: string): Promise<boolean>;
  /** `undefined`: there are none. @throws {Unavailable} when nobody can know */
  read(workspace: string): Promise<Access | undefined>;
  /** Workspaces whose tokens end before this time. */
  endingBefore(time: Instant): Promise<readonly string[]>;
  /** True for one asker at a time, and for ten seconds: who may renew these tokens. */
  mayRenew(workspace: string, version: number): Promise<boolean>;
  renew(workspace: string, version: number, tokens: Tokens): Promise<void>;
  /** The platform takes them no longer. @returns false: there are newer ones, and they stay */
  forget(workspace: string, version: number): Promise<boolean>;
}
