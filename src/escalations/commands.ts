import type { Decision } from "../kernel/decision.ts";
import type { Instant } from "../kernel/time.ts";
import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Floor } from "./rules/asking.ts";
import type { Behaviour, Ladder } from "./boundary/ladder.ts";
import type { Category, Outcome } from "./categories.ts";
import type { Policies } from "./policy.ts";
import type { Event } from "./events.ts";
import type { Tick } from "./times.ts";
import type { Verdict } from "./verdict/verdicts.ts";

/** What people press, at a live request. */
export type Press =
  | { readonly do: "acknowledge" }
  | { readonly do: "passOn" }
  | { readonly do: "giveBack" }
  | { readonly do: "giveTo"; readonly to: PersonId }
  | { readonly do: "arrived" }
  /** `listed`: an offer that was picked from the team's list, as the form sent it. */
  | { readonly do: "answer"; readonly verdict: Verdict; readonly listed?: string | undefined }
  | { readonly do: "here" }
  | { readonly do: "danger" }
  | { readonly do: "notDanger" }
  | { readonly do: "callForHelp" }
  /** `step` is absent where the button is none of ours. */
  | { readonly do: "boundary"; readonly step?: Climb }
  | { readonly do: "endCall" }
  | { readonly do: "hold" }
  | { readonly do: "back" }
  | { readonly do: "callEnded" }
  | { readonly do: "dontNeed" }
  /** `help`: the answer to the question before the end of a danger (docs/features.md C5). */
  | { readonly do: "done"; readonly help?: HelpSaid };

/** What the customer does, and how many steps the pressed card showed. */
export interface Climb {
  readonly behaviour: Behaviour;
  readonly after: number;
}

/** Whether the emergency services were called. */
export type HelpSaid = "called" | "not-needed";
export const isHelpSaid = (code: string | undefined): code is HelpSaid =>
  code === "called" || code === "not-needed";

export type Command =
  /** `again`: about this very request, however long ago it was. */
  | {
      readonly do: "escalate";
      readonly worded: boolean;
      readonly another?: boolean;
      readonly again?: boolean;
    }
  | Press
  | { readonly do: "thank" }
  | { readonly do: "record"; readonly outcome: Outcome }
  | { readonly do: "categorise"; readonly category: Category }
  | { readonly do: "describe"; readonly worded: boolean }
  | { readonly do: "unreachable"; readonly person: PersonId; readonly code: string }
  /** Who may be asked has changed: somebody was found, or the file removed a holder. */
  | { readonly do: "found" }
  /** The plan for its case was set, changed, or has ended. */
  | { readonly do: "planned" }
  | { readonly do: Tick };

/** What a rule needs to know of the world, read in the same transaction. */
export interface Facts extends Floor {
  /** The requester's team and its policies now; only read when a request opens. */
  readonly team?: { readonly name: TeamName; readonly policies: Policies };
  /** The warnings of the request's team. */
  readonly ladder?: Ladder;
  /** Helpers who are not in the organisation's file any more. */
  readonly left?: readonly PersonId[];
  /** What the request's team may offer, for its reason. */
  readonly offers?: readonly string[];
  /** What is known of the case that the command names; absent: it names none. */
  readonly earlier?: { readonly contacts: number; readonly planned: boolean } | undefined;
  /** When the person who acts opened their newest live request besides this one. */
  readonly lastOpenedAt?: Instant;
}

/** Codes that views turn into sentences. */
export type Answer =
  | "asked"
  | "same"
  | "again"
  | "again-taken"
  | "taken"
  | "yours"
  | "saved"
  /** Done, and the card shows it. */
  | "done"
  /** Where it stands, after a step or without one. */
  | "boundary"
  | "ended"
  /** Nothing to warn of. */
  | "listen"
  /** Nothing was done yet: nobody said that help was called. */
  | "ask-help";
export type Refusal =
  | "closed"
  | "taken"
  | "not-asked"
  | "not-yours"
  | "not-open"
  | "no-team"
  | "unknown"
  | "too-early"
  | "not-a-colleague"
  /** A warning comes first. */
  | "no-end-yet"
  | "not-on-hold"
  /** A danger has no answers from afar. */
  | "in-danger"
  /** It is not on the team's list. */
  | "no-such-offer"
  | "nobody-to-thank"
  | "thanked-already"
  | "helper-left";

export type Decided = Decision<Event, Answer, Refusal>;
export const refuse = (refused: Refusal): Decided => ({ refused });
export const nothing = (answer: Answer): Decided => ({ events: [], answer });
