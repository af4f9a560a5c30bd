import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** Why words say no time that a promise could have. */
export const problems = ["none", "noHour", "past", "noSuchDate", "skipped", "tooFar"] as const;
export type Problem = (typeof problems)[number];

/** What words say of a time. */
export type When =
  | { readonly is: "clear"; readonly dueAt: Instant }
  /** 3:00 or 15:00; or an hour that a clock change repeats. */
  | { readonly is: "asked"; readonly why: "hour" | "twice"; readonly choices: readonly Instant[] }
  | { readonly is: "problem"; readonly problem: Problem };

/** What is shown back, and counts only once somebody keeps it. */
export interface Proposal {
  readonly when: When;
  /** The customer's time zone. */
  readonly zone: string;
  /** The team is closed then. */
  readonly closed?: true;
  /** A colleague of the team who is to keep it; absent: whoever makes it. */
  readonly whose?: PersonId;
  /** Somebody was named who cannot hold it. */
  readonly notTheirs?: true;
  /** The words seem to hold a telephone number. */
  readonly telephone?: true;
}

/** What somebody is to a promise: so their card is drawn. */
export type Part = "holder" | "asked" | "supervisor" | "before";
export interface OwnCard {
  readonly occasion: string;
  readonly part: Part;
}

/** How far the clock has come: how many of `points` are over. */
export type Stage = 0 | 1 | 2 | 3 | 4;

interface Base {
  readonly id: SubjectId;
  readonly lastAt: Instant;
  /** Who made it, and wrote its words. */
  readonly maker: PersonId;
  /** Who keeps it now. */
  readonly holder: PersonId;
  readonly team?: TeamName;
  /** The request for help during which it was made. */
  readonly request?: SubjectId;
  /** Cards so far: names the next occasion. */
  readonly posts: number;
  /** Who wrote its words erased what is theirs: the words go when it ends. */
  readonly forgets?: true;
  readonly cards: Readonly<Record<PersonId, OwnCard>>;
}
/** Shown back, and not kept yet. */
export interface Draft extends Base {
  readonly status: "draft";
  readonly proposal: Proposal;
}
interface Due {
  readonly dueAt: Instant;
  readonly zone: string;
  readonly stage: Stage;
  /** It stands in its team's week already. */
  readonly counted: boolean;
}
export interface Open extends Base, Due {
  readonly status: "open";
  /** When to look again after everybody was told, because nobody could be asked. */
  readonly againAt?: Instant;
  /** A new time, shown back. */
  readonly proposal?: Proposal;
}
export interface Closed extends Base, Due {
  readonly status: "called" | "notFixed" | "missed";
  readonly closedAt: Instant;
  /** Called by the time: fixed or not, it is kept. */
  readonly inTime: boolean;
}
export type Promised = Draft | Open | Closed;

/** `homes`: whose pages show it. */
interface Happened {
  readonly at: Instant;
  readonly homes: readonly PersonId[];
}
export type Event = Happened &
  (
    | {
        readonly type: "shownBack";
        readonly id: SubjectId;
        readonly by: PersonId;
        readonly team?: TeamName;
        readonly request?: SubjectId;
        readonly proposal: Proposal;
      }
    | { readonly type: "proposed"; readonly proposal: Proposal }
    | {
        readonly type: "kept" | "moved";
        readonly dueAt: Instant;
        readonly zone: string;
        readonly stage: Stage;
      }
    /** The clock has come to `stage`; these people are told, as what they are to it. */
    | {
        readonly type: "reached";
        readonly stage: Stage;
        readonly told: readonly { readonly person: PersonId; readonly part: Part }[];
        readonly againAt?: Instant;
        /** It is late for the first time: its team's week counts it as not kept. */
        readonly late?: true;
      }
    | { readonly type: "taken"; readonly by: PersonId }
    | { readonly type: "given"; readonly by: PersonId; readonly to: PersonId }
    /** `counted`: the week has it already. */
    | {
        readonly type: "called";
        readonly fixed: boolean;
        readonly inTime: boolean;
        readonly counted: boolean;
      }
    | { readonly type: "missed"; readonly counted: boolean }
  );
