import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { AfterHelp } from "../people/requests.ts";
import type { Facts } from "./commands.ts";
import type { Typed } from "./handover/typed.ts";
import type { ShownPlan } from "./repeat/plan/state.ts";
import type { Request } from "./request.ts";
import type { Offered } from "./verdict/offers.ts";
import type { WordsBefore } from "./words/store.ts";

/* What the store reads for rules and views. */

/** What the views are drawn from: the request and who else waits. */
export interface Shown {
  readonly request: Request;
  readonly waiting: readonly Waiting[];
  /** What the standing answer offers: typed words, for the agent's own card. */
  readonly offer?: Offered;
  /** What is agreed for its case, where the case came back. */
  readonly plan?: ShownPlan | undefined;
  /** What was typed, for the card of who has the request. */
  readonly typed?: Typed;
  /** What the agent did about the help after the end; absent: nothing. */
  readonly afterHelp?: AfterHelp | undefined;
}
/** Another open request of the organisation, for "also waiting". */
export interface Waiting {
  readonly request: SubjectId;
  readonly requester: PersonId;
  readonly since: Instant;
}
export type StoreFacts = Facts & {
  readonly waiting: readonly Waiting[];
  readonly words: WordsBefore | undefined;
  /** Of the answer that stands before the command. */
  readonly offer?: Offered;
  /** Of the request's case, or of the case that this command names. */
  readonly plan?: ShownPlan | undefined;
  readonly typed?: Typed;
  /** What this command would offer. */
  readonly made?: { readonly at: Instant; readonly by?: PersonId; readonly text: string };
  readonly afterHelp?: AfterHelp;
};
