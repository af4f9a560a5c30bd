import type { TeamName } from "../kernel/ids.ts";
import type { Instant, Millis } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";

/*
 * What features tell the figures (docs/features.md I1). Nothing here names a person. The feature
 * that keeps something reads it; the figures add it up and say what may be shown.
 */

/** A request as figures count it, as it stood at some time. */
export interface RequestFacts {
  readonly team: TeamName;
  readonly openedAt: Instant;
  readonly level: string;
  readonly category?: string;
  /** Withdrawn within a minute: it asked nothing of anybody, and only its category counts. */
  readonly early: boolean;
  /** From the tap until somebody took it, and until somebody was there or had answered. */
  readonly takenAfter?: Millis;
  readonly cameAfter?: Millis;
  /** Within the time that its team's policy gives the first step, and the way to the agent. */
  readonly takenInTime: boolean;
  readonly cameInTime: boolean;
  /** Nobody ever came or answered. */
  readonly alone: boolean;
  /** It left the first step: more people were asked than were meant at first. */
  readonly widened: boolean;
  /** Whoever took it was not there in time. */
  readonly lapsed: boolean;
  readonly noAnswer: boolean;
  /** The steps towards an abusive customer that were taken in it. */
  readonly warned: boolean;
  readonly warnings: number;
  readonly endable: boolean;
  readonly paused: boolean;
  /** The agent ended the call, within policy. */
  readonly ended: boolean;
  /** The third or a later contact on its case in 30 days; and a plan was agreed by then. */
  readonly repeated: boolean;
  readonly planned: boolean;
  /** What came of it, as a code, where somebody said so. */
  readonly outcome?: string;
  /** How its level asked. */
  readonly policy: PolicyFacts;
}

/** A policy without the people that it names. Times in milliseconds. */
export interface PolicyFacts {
  readonly steps: readonly { readonly asks: string; readonly timeout: Millis }[];
  readonly repeat: number;
  readonly joinWithin: Millis;
}

/** In the order in which they were opened. */
export interface Cursor {
  readonly at: Instant;
  readonly request: string;
}

export interface Opened {
  readonly from: Instant;
  readonly until: Instant;
  readonly after: Cursor | undefined;
  /** Abuse and danger alone. */
  readonly hard?: true;
}

/**
 * Some of the requests that were opened in a time, the first after the cursor, as their journal
 * said at `asOf`. `last`: there may be more after this one.
 */
export type ReadRequestFacts = (
  tx: Tx,
  opened: Opened,
  asOf: Instant,
) => Promise<{ readonly requests: readonly RequestFacts[]; readonly last?: Cursor }>;

/** What a feature counted of a team's week; without a team, of all together. */
export interface WeekOf<Numbers> {
  readonly team?: TeamName;
  /** Its Monday. */
  readonly week: string;
  readonly numbers: Numbers;
}
/** As it was counted, oldest first. @param before the Monday of the first that is left out */
export type ReadWeeks<Numbers> = (
  tx: Tx,
  from: string,
  before: string,
) => Promise<readonly WeekOf<Numbers>[]>;

/** The weeks that other features count by themselves. */
export interface OtherWeeks {
  /** Breaks offered after hard calls, taken, and those that waited too long. */
  readonly breaks: ReadWeeks<{ offered: number; taken: number; deferred: number }>;
  readonly promises: ReadWeeks<{ due: number; kept: number }>;
  /** How useful help was. */
  readonly help: ReadWeeks<{ got: number; partly: number; no: number }>;
  /** Talks that were offered, asked for, and found within ten minutes. */
  readonly talks: ReadWeeks<{ offered: number; wanted: number; matched: number }>;
  readonly goodCalls: ReadWeeks<{ calls: number }>;
}
