import type { Decision } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { After, Conversation, Event } from "./debrief.ts";
import type { Kind, Seeker, Supporter } from "./people.ts";

export type Command =
  | { readonly do: "ask" }
  | { readonly do: "choose"; readonly kind: Kind }
  | { readonly do: "decline" | "withdraw" | "yes" | "notNow" | "leave" }
  /** `shown`: the card on which it was pressed says who helps. */
  | { readonly do: "finish" | "stop"; readonly shown?: boolean }
  | { readonly do: "after"; readonly said: After }
  /** `whole`: the form, which says all of it. */
  | {
      readonly do: "wish";
      readonly willing?: boolean;
      readonly joins?: boolean;
      readonly whole?: true;
    }
  | { readonly do: Tick }
  | { readonly do: "unreachable"; readonly person: PersonId };
export type Tick = "offer" | "offerAgain" | "look" | "lapse" | "giveUp" | "chat" | "close" | "fade";
export type Answer =
  | "choose"
  | "finding"
  | "with"
  | "declined"
  | "withdrawn"
  | "stopped"
  | "thanks"
  | "paused"
  | "saved"
  | "willing"
  | "unwilling"
  | "done";
export type Refusal = "over" | "not-yours" | "answered" | "too-early" | "lost-wishes";

export interface Facts {
  /** Whose debrief it is, or would be, is of this organisation. */
  readonly present: boolean;
  /** Their wishes are kept and do not open. */
  readonly lost?: boolean;
  /** The same person, as far as they can be known before a kind was chosen. */
  readonly seeker: Omit<Seeker, "kind" | "since" | "asked"> | undefined;
  readonly supporters: readonly Supporter[];
  /**
   * When the second and last offer is due: half an hour before the shift ends, where that is known
   * (docs/features.md D1).
   */
  readonly againAt?: Instant;
  /** What became of the conversation for the two. */
  readonly chat?: Conversation | "opening";
  /** Others are looking too, and the assignment over all of them says: this one, or nobody yet. */
  readonly assigned?: { readonly person?: PersonId };
}

export type Decided = Decision<Event, Answer, Refusal>;
export const refuse = (refused: Refusal): Decided => ({ refused });
