import type { Decision } from "../kernel/decision.ts";
import type { Instant } from "../kernel/time.ts";
import type { AccountId, PersonId, TeamName } from "../kernel/ids.ts";
import type { Floor } from "./rules/asking.ts";
import type { Behaviour, Ladder } from "./boundary/ladder.ts";
import type { Category, Outcome } from "./categories.ts";
import type { Point } from "./danger/points.ts";
import type { Manner } from "./verdict/manners.ts";
import type { Need } from "./handover/typed.ts";
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
  /** `manner`: how they are with the agent, where they say so (docs/features.md E10). */
  | { readonly do: "arrived"; readonly manner?: Manner }
  /** `listed`: an offer that was picked from the team's list, as the form sent it. */
  | { readonly do: "answer"; readonly verdict: Verdict; readonly listed?: string | undefined }
  | { readonly do: "here" }
  | { readonly do: "danger" }
  | { readonly do: "notDanger" }
  | { readonly do: "callForHelp" }
  /** A point of a danger's lists; absent where the button is none of ours. */
  | { readonly do: "check"; readonly point?: Point }
  /** Where the customer is, as the form sent it: a code of ISO 3166. */
  | { readonly do: "customerIn"; readonly country: string }
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
  /** For a colleague: whom the words named first, or who was picked in the form. */
  | {
      readonly do: "raise";
      readonly worded: boolean;
      readonly colleague: { readonly account: string } | { readonly person: PersonId };
    }
  | { readonly do: "record"; readonly outcome: Outcome }
  | { readonly do: "categorise"; readonly category: Category }
  | { readonly do: "describe"; readonly worded: boolean }
  /** `edition`: the texts that its form was drawn from. */
  | {
      readonly do: "note";
      readonly need?: Need;
      readonly category?: Category;
      readonly edition?: string;
    }
  /** Somebody closed what they copied from. */
  | { readonly do: "copied" }
  | { readonly do: "unreachable"; readonly person: PersonId; readonly code: string }
  /** Who may be asked has changed: somebody was found, or the file removed a holder. */
  | { readonly do: "found" }
  /** The plan for its case was set, changed, or has ended. */
  | { readonly do: "planned" }
  | { readonly do: Tick };

/** What a rule needs to know of the world, read in the same transaction. */
export interface Facts extends Floor {
  /** The requester's team and its policies now; only read when a request opens. */
  readonly team?: TeamNow;
  /** For whom somebody else asks; absent where we do not know them. */
  readonly colleague?: ColleagueNow;
  /** The warnings of the request's team. */
  readonly ladder?: Ladder;
  /** Helpers who are not in the organisation's file any more. */
  readonly left?: readonly PersonId[];
  /** What the request's team may offer, for its reason. */
  readonly offers?: readonly string[];
  /** What is known of the case that the command names; absent: it names none. */
  readonly earlier?: { readonly contacts: number; readonly planned: boolean } | undefined;
  /** The countries whose emergency number is known. */
  readonly countries?: readonly string[];
  /** The texts that are kept now: the same as those that came, or others than the form's. */
  readonly note?: { readonly isSame: boolean; readonly isChanged: boolean };
  /** When the person who acts opened their newest live request besides this one. */
  readonly lastOpenedAt?: Instant;
}

export interface TeamNow {
  readonly name: TeamName;
  readonly policies: Policies;
}
export interface ColleagueNow {
  readonly person: PersonId;
  /** Where they are told. */
  readonly via: AccountId;
  /** Absent: in no team. */
  readonly team?: TeamNow;
  readonly languages: readonly string[];
  /** A request of theirs is open, or somebody has it. */
  readonly isHelped: boolean;
}

/** Codes that views turn into sentences. */
export type Answer =
  | "asked"
  /** For a colleague. */
  | "raised"
  /** For themselves, because nobody we know was named. */
  | "asked-for-self"
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
  | "noted"
  /** Nothing was written: the texts are others than those of the form. */
  | "note-changed"
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
  | "raised-already"
  /** A warning comes first. */
  | "no-end-yet"
  | "not-on-hold"
  /** A danger has no answers from afar. */
  | "in-danger"
  /** It is not on the team's list. */
  | "no-such-offer"
  | "nobody-to-thank"
  | "thanked-already"
  | "helper-left"
  /** Somebody else stays on the line, or calls for help. */
  | "no-part"
  | "no-such-point"
  | "no-such-country"
  /** Seen to already. */
  | "checked";

export type Decided = Decision<Event, Answer, Refusal>;
export const refuse = (refused: Refusal): Decided => ({ refused });
export const nothing = (answer: Answer): Decided => ({ events: [], answer });
