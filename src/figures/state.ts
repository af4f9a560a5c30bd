import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Digest } from "./digest/digest.ts";

/** An organisation has one: every row is the organisation's own, so the same id serves them all. */
export const theFigures: SubjectId = "00000000-0000-4000-8000-666967757265";

/** How far requests are read, in the order in which they were opened. */
export interface Cursor {
  readonly at: Instant;
  readonly request: SubjectId;
}

export interface FiguresState {
  readonly lastAt: Instant;
  /** Whose midnight weeks begin at. The organisation's, as it was when the last week was finished. */
  readonly timeZone: string;
  /** The Monday of the first week that is not counted. */
  readonly next: string;
  /** How far its requests are counted, where it is being counted. */
  readonly after?: Cursor;
  /** The Monday of the first week that heads and leads have not read of. */
  readonly toTell: string;
  /** What they read last. */
  readonly told?: Digest;
}

export type Event =
  | {
      readonly type: "began";
      readonly at: Instant;
      readonly timeZone: string;
      readonly next: string;
      readonly toTell: string;
    }
  /** A piece of a week; `last`: there may be more of it. */
  | { readonly type: "counted"; readonly at: Instant; readonly week: string; readonly last: Cursor }
  | {
      readonly type: "finished";
      readonly at: Instant;
      readonly timeZone: string;
      readonly week: string;
      readonly next: string;
    }
  /** From the journal again, from this week on. */
  | {
      readonly type: "restarted";
      readonly at: Instant;
      readonly timeZone: string;
      readonly next: string;
    }
  | {
      readonly type: "told";
      readonly at: Instant;
      readonly toTell: string;
      readonly digest: Digest;
      readonly people: readonly PersonId[];
    }
  /** There is nothing to tell of these weeks, or it is too late. */
  | { readonly type: "passed"; readonly at: Instant; readonly toTell: string };

export function evolve(before: FiguresState | undefined, event: Event): FiguresState {
  const { at } = event;
  if (event.type === "began") {
    const { timeZone, next, toTell } = event;
    return { lastAt: at, timeZone, next, toTell };
  }
  if (before === undefined) throw new Error(`${event.type} before figures began`);
  const { after: _, ...now } = { ...before, lastAt: at };
  switch (event.type) {
    case "counted":
      return { ...now, after: event.last };
    case "finished":
    case "restarted":
      return { ...now, timeZone: event.timeZone, next: event.next };
    case "told":
      return { ...before, lastAt: at, toTell: event.toTell, told: event.digest };
    case "passed":
      return { ...before, lastAt: at, toTell: event.toTell };
  }
}
