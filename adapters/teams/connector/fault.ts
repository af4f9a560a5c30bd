/**
 * A call that did not succeed, in our own terms: codes only, because the connector's prose may hold
 * what was sent.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly kind: FaultKind;
  readonly code: string;
  readonly status: number | undefined;
  /** Milliseconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Another try may succeed at once. */
  readonly soon: true | undefined;

  constructor(
    kind: FaultKind,
    code: string,
    more: { readonly status?: number; readonly retryAfter?: number; readonly soon?: true } = {},
  ) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.status = more.status;
    this.retryAfter = more.retryAfter;
    this.soon = more.soon;
  }
}

export type FaultKind =
  /** Nothing left this machine: no token, a host that is not on the list, no connection. */
  | "unsent"
  /** The connector answered, and not with success. */
  | "answered"
  /** Sent, and no answer came. */
  | "silent";
