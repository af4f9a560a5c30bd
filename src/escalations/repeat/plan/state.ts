import type { PersonId, SubjectId, TeamName } from "../../../kernel/ids.ts";
import type { Instant } from "../../../kernel/time.ts";

/** What is agreed for a case that comes back: until when, and when somebody looks at it again. */
export interface Plan {
  readonly id: SubjectId;
  readonly team: TeamName;
  /** Absent: they had their own data erased. Then the team's supervisors look at it again. */
  readonly setBy?: PersonId;
  readonly lastAt: Instant;
  /** Midnight at the end of its last day, in the organisation's time zone. */
  readonly endsAt: Instant;
  readonly reviewAt: Instant;
  /** Reviews that were asked for: each has an occasion of its own. */
  readonly reviews: number;
  readonly reviewed: boolean;
  readonly ended: boolean;
}

/** A plan with its words, for people who may see a request of its case. */
export interface ShownPlan {
  /** `undefined`: the key that sealed them is gone. */
  readonly words: string | undefined;
  /** Noon of its last day. */
  readonly until: Instant;
}

export type Event =
  | {
      readonly type: "set";
      readonly at: Instant;
      readonly id: SubjectId;
      readonly by: PersonId;
      readonly team: TeamName;
      readonly endsAt: Instant;
      readonly reviewAt: Instant;
      readonly requests: readonly SubjectId[];
    }
  | { readonly type: "reviewAsked"; readonly at: Instant; readonly people: readonly PersonId[] }
  | { readonly type: "ended"; readonly at: Instant; readonly requests: readonly SubjectId[] };

export function evolve(before: Plan | undefined, event: Event): Plan {
  if (event.type === "set") {
    const { at, id, by, team, endsAt, reviewAt } = event;
    const dates = { endsAt, reviewAt, lastAt: at, reviewed: false, ended: false };
    return { id, team, setBy: by, ...dates, reviews: before?.reviews ?? 0 };
  }
  if (before === undefined) throw new Error(`${event.type} before a plan was set`);
  const now = { ...before, lastAt: event.at };
  return event.type === "ended"
    ? { ...now, ended: true }
    : { ...now, reviewed: true, reviews: before.reviews + 1 };
}
