import type { AccountId, PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** The person who looks at a message, and which message it is. */
export interface Viewer {
  readonly person: PersonId;
  readonly account: AccountId;
  readonly occasion: string;
  /** False: it was never posted, so a view that is no longer wanted may be dropped. */
  readonly posted: boolean;
  readonly now: Instant;
}
