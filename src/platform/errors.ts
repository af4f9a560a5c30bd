/** What came of one call to a platform. Codes only: a platform's prose may hold what was sent. */
export type Delivered =
  /** Shown, at this address. */
  | { readonly outcome: "shown"; readonly address: string }
  /**
   * A named permanent error (unknown user, closed DM, app not installed): this route is over, the
   * next person is asked.
   */
  | {
      readonly outcome: "unreachable";
      readonly code: string;
      /**
       * The whole workspace is at fault (a revoked token, a missing scope), not this person: no
       * account is marked.
       */
      readonly whose?: "workspace";
    }
  /** It was removed. */
  | { readonly outcome: "removed" }
  /** The message to edit is gone or closed for edits: nothing more to do with it. */
  | { readonly outcome: "gone"; readonly code: string }
  /** The platform asked us to wait (429, `Retry-After`), in milliseconds. */
  | { readonly outcome: "throttled"; readonly retryAfter: number }
  /** It certainly was not shown (refused connection, a named transient error): try again. */
  | { readonly outcome: "failed"; readonly code: string }
  /** Nobody can know (timeout, cut line, 5xx): a post is repeated marked, an edit repeated. */
  | {
      readonly outcome: "unsure";
      readonly code: string;
      /** Another try may succeed at once: an idle connection had been closed. */
      readonly soon?: true;
    };

/** A call that did not do what it was for. */
export type Failed = Exclude<Delivered, { readonly outcome: "shown" | "removed" }>;

/**
 * Our own outage, met while handling a gesture: nothing was accepted. An adapter answers honestly
 * and never "sent".
 */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}
