import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";

/* What a supervisor tells the agent without walking over (docs/features.md E10). */

export const verdicts = ["approve", "offer", "callBack", "takeOver"] as const;
export type Verdict = (typeof verdicts)[number];

/** The last one that was given. What is offered is kept sealed, with the words of the request. */
export interface LastVerdict {
  readonly verdict: Verdict;
  readonly by: PersonId;
  readonly at: Instant;
}
