import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Question } from "./questions.ts";

/**
 * One answer, as the gate reads it: the person, the time, and whether it counts towards the share.
 * It never leaves the process.
 */
export interface Answer {
  readonly person: PersonId;
  readonly question: Question;
  readonly at: Instant;
  /** A full battery, a heavy week, help that was there, a plain yes (docs/features.md K2). */
  readonly counts: boolean;
}

/**
 * Who was in which teams, as frozen when a window began. Somebody in no team is in the organisation
 * all the same.
 */
export type Roster = ReadonlyMap<PersonId, readonly TeamName[]>;

/** A window that is over, with what the gate needs to know about it. */
export interface WindowOfAnswers {
  readonly start: Instant;
  readonly answers: readonly Answer[];
  /** Taken while the window ran, the first at its start. */
  readonly rosters: readonly Roster[];
}
