import type { Platform } from "../kernel/ids.ts";

/** The person who did it, from the verified envelope, never from a button's content. */
export interface Sender {
  readonly platform: Platform;
  /** Slack's team id, or the Teams tenant id. */
  readonly workspace: string;
  /** Slack's user id, or the Entra object id. */
  readonly account: string;
}
