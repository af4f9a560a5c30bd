import type { PersonId } from "../../kernel/ids.ts";

/* How somebody is with the agent, as they say it themselves (docs/features.md E10). */

export const manners = ["listening", "coaching", "joining"] as const;
export type Manner = (typeof manners)[number];

/** Who said it. Nobody else's manner follows from it. */
export interface SaidManner {
  readonly manner: Manner;
  readonly by: PersonId;
}
