import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Kind } from "./people.ts";

/*
 * One person's wish to talk something through, from the offer to the aftercare. The subject is the
 * person: there is one at a time, and when it is over nothing of it is left here.
 */

interface Common {
  readonly person: PersonId;
  /** When the last event happened: `given.at` is never before it. */
  readonly lastAt: Instant;
}
/** Nothing is going on: declined, over, or never begun. */
export interface Idle extends Common {
  readonly status: "idle";
}
interface Begun extends Common {
  /** Names the cards of this debrief, so that those of an earlier one can be told apart. */
  readonly episode: SubjectId;
  /** Counts the person's own new messages: news that rings is a new one. */
  readonly news: number;
  /** Everybody who was asked to listen, in order; a supporter's card is known by its place here. */
  readonly tried: readonly PersonId[];
  /** Those of them who cannot now: trying again does not press them. */
  readonly declined: readonly PersonId[];
}
/** The four choices are on the screen. */
export interface Asked extends Begun {
  readonly status: "asked";
  readonly since: Instant;
  /**
   * Offered by us, and not typed: offered once more before the shift ends, then silence
   * (docs/features.md D1).
   */
  readonly offered?: { readonly againAt?: Instant };
}
interface Chosen extends Begun {
  readonly kind: Kind;
}
interface Sought extends Chosen {
  readonly since: Instant;
  /** By then it is said honestly that nobody was found (docs/features.md D2). */
  readonly giveUpAt: Instant;
  /** The one who said yes could not after all. */
  readonly resumed?: true;
}
/** Nobody can be asked at this very moment; looked at again soon. */
export interface Searching extends Sought {
  readonly status: "searching";
  readonly lookAt: Instant;
}
/** One person is asked, and has 90 s. */
export interface Offered extends Sought {
  readonly status: "offered";
  readonly to: PersonId;
  readonly until: Instant;
}
/** Where the two have a conversation of their own, opened for them. */
export interface Conversation {
  /** Slack's ids. */
  readonly workspace: string;
  readonly channel: string;
}
/** Two people talk. */
export interface Accepted extends Chosen {
  readonly status: "accepted";
  readonly partner: PersonId;
  readonly at: Instant;
  /** The sealed row that the caps and the no-repeat rule read. */
  readonly meeting: SubjectId;
  /**
   * A conversation may be opening for the two: looked at then. Absent: it is known whether there is
   * one.
   */
  readonly lookAt?: Instant;
  readonly chat?: Conversation;
}
/** They have talked; the supporter is asked how they are (docs/features.md D6). */
export interface Done extends Chosen {
  readonly status: "done";
  readonly partner: PersonId;
  readonly at: Instant;
  /** `stopped`: somebody needed more than a colleague. */
  readonly how: "finished" | "stopped" | "quiet";
  readonly after?: After;
}
/** Nobody was found; the alternatives are on the screen. */
export interface Unmatched extends Chosen {
  readonly status: "unmatched";
  readonly at: Instant;
}

export type Debrief = Idle | Asked | Searching | Offered | Accepted | Done | Unmatched;
export type After = "fine" | "pause" | "me-too";
/**
 * Why somebody who was asked is asked no more. The person who wants to talk never learns which
 * (docs/features.md D2).
 */
export type Turn = "not-now" | "lapsed" | "unreachable" | "forbidden";

export type Event = { readonly at: Instant } & (
  | {
      readonly type: "opened";
      readonly person: PersonId;
      readonly episode: SubjectId;
      readonly offered?: { readonly againAt?: Instant };
    }
  | { readonly type: "offeredAgain" }
  /** Declined, withdrawn, or over and forgotten: what is left is nothing. */
  | { readonly type: "ended"; readonly person: PersonId }
  | {
      readonly type: "sought";
      readonly kind: Kind;
      readonly episode: SubjectId;
      readonly fresh: boolean;
    }
  | { readonly type: "turned"; readonly person: PersonId; readonly why: Turn }
  | { readonly type: "offeredTo"; readonly person: PersonId; readonly until: Instant }
  | { readonly type: "waited"; readonly lookAt: Instant }
  | { readonly type: "unmatched" }
  | { readonly type: "accepted"; readonly partner: PersonId; readonly meeting: SubjectId }
  | { readonly type: "chatAwaited"; readonly lookAt: Instant }
  /** The two have a conversation of their own, or there is none where they are. */
  | { readonly type: "chatSettled"; readonly chat?: Conversation }
  /** The supporter cannot after all: the search goes on. */
  | { readonly type: "left"; readonly partner: PersonId; readonly meeting: SubjectId }
  | { readonly type: "done"; readonly how: Done["how"] }
  | { readonly type: "cared"; readonly partner: PersonId; readonly after: After }
  /** Somebody changed their own wishes: sealed, elsewhere. */
  | {
      readonly type: "wished";
      readonly person: PersonId;
      readonly willing?: boolean;
      readonly joins?: boolean;
    }
);

/** The supporter's place on their card. */
export const offerOccasion = (debrief: {
  readonly episode: SubjectId;
  readonly tried: readonly PersonId[];
}): string => `${debrief.episode}.${debrief.tried.length}`;
/** The person's own newest card. */
export const ownOccasion = (debrief: {
  readonly episode: SubjectId;
  readonly news: number;
}): string => `${debrief.episode}.own.${debrief.news}`;
