import type { Decision, Effect, Given } from "../../../kernel/decision.ts";
import type { PersonId, SubjectId, TeamName } from "../../../kernel/ids.ts";
import type { Instant } from "../../../kernel/time.ts";
import { datesOf, lastDayOf } from "./dates.ts";
import type { Event, Plan } from "./state.ts";

export type Command =
  | { readonly do: "set"; readonly until: string; readonly review: string }
  | { readonly do: "end" }
  | { readonly do: "review" }
  | { readonly do: "over" };

export interface Facts {
  /** The team of the request that is seen, or of the plan. */
  readonly team?: TeamName;
  /** They may help with a request of this case, or the plan is theirs or their team's. */
  readonly may: boolean;
  /** The case is known by its reference, and came back; or the plan is theirs or their team's. */
  readonly isCase: boolean;
  readonly timeZone: string;
  /** Requests of this case whose cards show the plan. */
  readonly requests: readonly SubjectId[];
  /** Who looks at it again: who set it, or who runs the team now. */
  readonly reviewers: readonly PersonId[];
}

/** With the last day of a plan that was set. */
export type Answer = { readonly until: Instant } | "ended";
export type Refusal = "not-yours" | "no-case" | "no-day" | "review-late" | "over" | "too-early";

/** A plan is set by a supervisor, ends by itself, and is looked at again (docs/features.md C8). */
export function decide(
  plan: Plan | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decision<Event, Answer, Refusal> {
  const { at, by } = given;
  const { requests } = facts;
  switch (command.do) {
    case "set": {
      if (by === undefined || !facts.may || facts.team === undefined)
        return { refused: "not-yours" };
      if (plan?.ended === true) return { refused: "over" };
      // Also where there is a plan: of a reference that was not looked up nobody learns that.
      if (!facts.isCase) return { refused: "no-case" };
      const dates = datesOf(command.until, command.review, at, facts.timeZone);
      if (typeof dates === "string") return { refused: dates };
      const { team } = facts;
      const id = plan?.id ?? given.newId;
      return {
        events: [{ type: "set", at, id, by, team, ...dates, requests }],
        answer: { until: lastDayOf(dates.endsAt) },
      };
    }
    case "end":
      if (by === undefined || plan === undefined || !facts.may || !facts.isCase)
        return { refused: "not-yours" };
      return plan.ended
        ? { refused: "over" }
        : { events: [{ type: "ended", at, requests }], answer: "ended" };
    case "review":
      if (plan === undefined || plan.ended || plan.reviewed) return { refused: "over" };
      return at < plan.reviewAt
        ? { refused: "too-early" }
        : { events: [{ type: "reviewAsked", at, people: facts.reviewers }] };
    case "over":
      if (plan === undefined || plan.ended) return { refused: "over" };
      return at < plan.endsAt
        ? { refused: "too-early" }
        : { events: [{ type: "ended", at, requests }] };
  }
}

export const effects = (event: Event, { reviews }: Plan): Effect[] =>
  event.type === "reviewAsked"
    ? event.people.map((person) => ({
        do: "tell",
        to: { person },
        view: "review",
        occasion: `r${reviews}`,
        priority: "later",
      }))
    : [];

export function timers({ ended, reviewed, reviewAt, endsAt }: Plan): Effect[] {
  if (ended) return [];
  return [
    { do: "later", command: "over", at: endsAt },
    ...(reviewed ? [] : [{ do: "later", command: "review", at: reviewAt } as const]),
  ];
}
