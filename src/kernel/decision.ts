import type { AccountId, PersonId, SubjectId } from "./ids.ts";
import type { Instant } from "./time.ts";

/**
 * Everything a rule may know besides its state and its command: time, person, id and chance enter
 * as data.
 */
export interface Given {
  /** Now, read after the lock, never before the subject's last event. */
  readonly at: Instant;
  /** Who acts; undefined when the clock does. */
  readonly by: PersonId | undefined;
  /** What the command is about, as a button or a timer named it. It may have nothing stored yet. */
  readonly subject?: SubjectId;
  /** The account they act through, so an answer can go where the question came from. */
  readonly via: AccountId | undefined;
  /** Derived from the delivery, so that a retried command makes the same subject. */
  readonly newId: SubjectId;
  /** Chance, as data. */
  readonly seed: number;
}

/**
 * What a command leads to. `answer` is a code (with ids at most) that the feature's views turn into
 * a sentence. It is stored with the delivery. So a redelivery gets the same words, and no text is
 * kept.
 */
export type Decision<Event, Answer, Refusal extends string> =
  | { readonly events: readonly Event[]; readonly answer?: Answer }
  | { readonly refused: Refusal };

/**
 * Who is told. A person is told on every platform where they can be reached; an account only there.
 */
export type Audience = { readonly person: PersonId } | { readonly account: AccountId };

/** The order of messages when not all can leave at once: pages, then edits, then what can wait. */
export type Priority = "page" | "receipt" | "edit" | "later";

/**
 * What follows from an event. Effects are data; `transact` writes them in the event's own
 * transaction.
 */
export type Effect =
  /** Post a new message: an occasion names it for good, a new occasion is a new post that rings. */
  | {
      readonly do: "tell";
      readonly to: Audience;
      readonly view: string;
      readonly occasion: string;
      readonly priority: Priority;
    }
  /** Bring every message about this subject up to date. */
  | { readonly do: "redraw" }
  /** Bring the messages of another feature about this subject up to date. */
  | { readonly do: "refreshCards"; readonly of: string }
  /**
   * Look again: run `command` at `at`. One timer per subject and command; a later one replaces it.
   */
  | { readonly do: "later"; readonly at: Instant; readonly command: string }
  /** Bring the home pages of these people up to date. */
  | { readonly do: "refreshHome"; readonly people: readonly PersonId[] };
