import type { Decision } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { Pool } from "./pool.ts";
import type { Event } from "./state.ts";

export type Command =
  /** Without a length: which ones are there? Not a number at all: `wrong`. */
  | ({ readonly do: "ask"; readonly length?: Millis | "wrong" } & Pressed)
  | ({ readonly do: "more" } & Pressed)
  | ({ readonly do: "back" } & Pressed)
  | ({ readonly do: "callOver" } & Pressed)
  | { readonly do: "decline" }
  | { readonly do: "makeRoom" }
  /** A hard call is over. */
  | { readonly do: "offer" }
  | { readonly do: "offerAfterDanger" }
  /** Somebody is back: is it their turn? */
  | { readonly do: "move" }
  /** The clock. */
  | { readonly do: "look" };

/**
 * `shown`: what comes of it is shown where it was pressed, on the break's own card or at home;
 * nothing is said beside it.
 */
interface Pressed {
  readonly shown?: boolean;
}

/** What a rule needs to know of the world, read in the same transaction. */
export interface Facts {
  readonly lengths: readonly Millis[];
  readonly pool: Pool;
  /** The supervisors of those teams. */
  readonly watchers: readonly PersonId[];
  /** The real-time desk, as far as anybody is there. */
  readonly desk?: readonly PersonId[];
  /** Of them, those who may be asked for cover now; with nobody there, the others. */
  readonly coverers: readonly PersonId[];
  /** Their shift has ended, so nothing keeps them on the line. */
  readonly offShift: boolean;
  /** They have a request open, so they are in a call or a chat. */
  readonly inCall: boolean;
  /** The one who acts supervises one of the person's teams. */
  readonly supervised: boolean;
}

/** Codes that views turn into sentences. */
export type Answer = "choose" | "asked" | "back" | "declined" | "room" | "done";
export type Refusal = "length" | "away" | "not-away" | "not-yours" | "closed" | "no-need";

export type Decided = Decision<Event, Answer, Refusal>;
