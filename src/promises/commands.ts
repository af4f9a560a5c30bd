import type { Decision } from "../kernel/decision.ts";
import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Event, Proposal } from "./promise.ts";

export type Command =
  /** Words, or a form: read and shown back. */
  | { readonly do: "make" }
  /** The form again: of a draft, or a new time for one that is kept. */
  | { readonly do: "change" }
  | { readonly do: "choose"; readonly at: Instant }
  | { readonly do: "keep" }
  | { readonly do: "called" | "notFixed" | "take" }
  | { readonly do: "giveTo"; readonly to: PersonId }
  /** The clock; and the organisation's file, after which somebody may be gone. */
  | { readonly do: "look" | "orphan" }
  | { readonly do: "unreachable"; readonly person: PersonId };

/** What a rule needs to know of the world. */
export interface Facts {
  /** What the words of this command mean. */
  readonly proposal?: Proposal;
  /** Of who acts. */
  readonly team?: TeamName;
  /** Their request for help that runs, or the one that the form was opened on. */
  readonly request?: SubjectId;
  /** The team is closed at the time that was chosen. */
  readonly closed: boolean;
  /** Of the one who holds it. */
  readonly holder: "there" | "away" | "gone";
  /** Colleagues of the team who can be asked now, and those who run it: without the holder. */
  readonly colleagues: readonly PersonId[];
  readonly supervisors: readonly PersonId[];
  /** It may be held by the one whom the command or the proposal names, or be taken by who acts. */
  readonly mayHold: boolean;
  /** Whose board shows it. */
  readonly watchers: readonly PersonId[];
}

/** Codes that views turn into sentences. */
export type Answer = "shownBack" | "kept" | "moved" | "called" | "notFixed" | "taken" | "given";
export type Refusal =
  | "closed"
  | "not-yours"
  | "given"
  | "taken"
  | "no-colleague"
  | "nothing-to-keep";

export type Decided = Decision<Event, Answer, Refusal>;
