import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** Who to talk to: one button each. */
export type Kind = "peer" | "supervisor" | "outside";

/** The person who would like to talk, as far as the matching may know them. */
export interface Seeker {
  readonly person: PersonId;
  readonly kind: Kind;
  readonly since: Instant;
  readonly supervises: readonly TeamName[];
  readonly agentOf: readonly TeamName[];
  readonly languages: readonly string[];
  readonly channel?: string;
  /** Theirs alone, and never shown: see wishes.ts. */
  readonly never: readonly PersonId[];
  readonly favourites: readonly PersonId[];
  /** In the same hard call within the last day. */
  readonly sameCall: readonly PersonId[];
  /** Who they talked to within the last 30 days, and when last. */
  readonly met: Readonly<Record<PersonId, Instant>>;
  /** Asked already in this search: a second "can you?" would be pressing. */
  readonly asked: readonly PersonId[];
}

/** Somebody who may be asked to listen. */
export interface Supporter {
  readonly person: PersonId;
  readonly supervises: readonly TeamName[];
  readonly agentOf: readonly TeamName[];
  readonly languages: readonly string[];
  readonly channel?: string;
  /** Said of themselves that they may be asked. */
  readonly willing: boolean;
  /** Their own pause: *not today*. */
  readonly notToday: boolean;
  readonly onShift: boolean;
  readonly inBreak: boolean;
  readonly reachable: boolean;
  readonly onCall: boolean;
  /** Holds or has an open request, or another debrief is theirs or being asked of them. */
  readonly busy: boolean;
  readonly never: readonly PersonId[];
  /** Debriefs they listened in: since their midnight, in seven days, in 28 days. */
  readonly today: number;
  readonly week: number;
  readonly month: number;
  /** After a hard call or a debrief of their own. */
  readonly coolUntil?: Instant;
}

export const isSupervisor = (who: { readonly supervises: readonly TeamName[] }): boolean =>
  who.supervises.length > 0;
export const share = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one.some((item) => other.includes(item));
