import type { Platform } from "../kernel/ids.ts";
import type { Sender } from "./sender.ts";

/*
 * A platform may show our pages in a frame of its own client, and vouch for who looks at them. Its
 * adapter reads the proof; the web adapter makes a session of it, and holds no key of a platform.
 */

/** Why a proof is none. The log names it. */
export type FrameRefusal =
  /** It cannot be read, or its signature is not the platform's. */
  | "unreadable"
  | "expired"
  /** It was made for another app, or for another use. */
  | "foreign"
  /** No organisation here has this workspace. */
  | "workspace"
  /** The platform's keys cannot be read just now. */
  | "keys";

export interface Asked {
  /** Where browsers reach us, without a slash at its end. */
  readonly address: string;
  /** Whether an organisation here has this workspace. Others never make us fetch keys. */
  readonly knows: (platform: Platform, workspace: string) => Promise<boolean>;
}

export interface Frame {
  readonly platform: Platform;
  /** Who may frame our pages, as sources of the policy `frame-ancestors`. */
  readonly hosts: readonly string[];
  /** Files that each framed page loads: ours, then the platform's library that it uses. */
  readonly scripts: { readonly own: URL; readonly library: URL };
  /** Where the reader's chat with us opens; absent: it has no address. */
  readonly chat?: string | undefined;
  /** Who sent this proof, as the platform's signature says. Never throws. */
  vouches(
    proof: string,
    asked: Asked,
  ): Promise<{ readonly sender: Sender } | { readonly refused: FrameRefusal }>;
}
