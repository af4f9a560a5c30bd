import type { SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** Somebody waits for a person, and nobody has come. */
export interface Unanswered {
  readonly kind: OutsideKind;
  readonly about: SubjectId;
  readonly since: Instant;
  /** Absent where it would say too much of whose it is. */
  readonly team?: TeamName;
}
export type OutsideKind = "danger" | "contact";
