import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { teamsOf } from "./crowds.ts";
import { type Earlier, throughGate } from "./gate.ts";
import { windowLasts, windowOf } from "./questions.ts";
import type { Roster, WindowOfAnswers } from "./source.ts";
import type { Event, Trends } from "./state.ts";

export type Command = { readonly do: "turn" | "say" } | { readonly do: "look"; readonly from: number };
/** The numbers, from so manieth team on; or that what is being done was said. */
export type Answer = { readonly from: number } | "said";
export type Refusal = "not-due" | "not-a-lead";

export interface Facts {
  readonly leads: readonly PersonId[];
  /** Only where a window is over. */
  readonly over?: WindowOfAnswers;
  /** The lists of earlier windows, by their start. */
  readonly rosters: ReadonlyMap<Instant, Roster>;
}

export function decide(state: Trends | undefined, command: Command, { at, by }: Given, facts: Facts): Decision<Event, Answer, Refusal> {
  const lead = by !== undefined && facts.leads.includes(by);
  if (command.do === "say")
    return state !== undefined && lead ? { events: [{ type: "said", at, by }], answer: "said" } : { refused: "not-a-lead" };
  const began: Event = { type: "began", at, window: windowOf(at) };
  if (command.do === "look") {
    // Their own numbers are nobody's business to count for staff; a lead's look is theirs to know of.
    const looked: Event[] = lead && by !== undefined ? [{ type: "looked", at, by }] : [];
    return { events: [...(state === undefined ? [began] : []), ...looked], answer: { from: command.from } };
  }
  if (state === undefined) return { events: [began] };
  if (at < state.window + windowLasts) return { refused: "not-due" };
  return { events: [...(facts.over === undefined ? [] : [passed(state, facts.over, at, facts)]), began] };
}

/** Once, when it is over, and never again: somebody who erases their answers later changes no number that was shown. */
function passed({ past }: Trends, over: WindowOfAnswers, at: Instant, { leads, rosters }: Facts): Event {
  const earlier = past.flatMap((window): Earlier[] => {
    const roster = rosters.get(window.start);
    return roster === undefined ? [] : [{ ...window, roster }];
  });
  const teams = teamsOf(over.rosters[0] ?? new Map());
  return { type: "passed", at, leads, passed: { start: over.start, teams, ...throughGate(over, earlier) } };
}

/** Wellbeing leads get a card for each window that shows anything; nobody else is told unasked. */
export function effects(event: Event): Effect[] {
  if (event.type !== "passed" || event.passed.picture.length === 0) return [];
  return event.leads.map((person) => ({
    do: "tell",
    to: { person },
    view: "picture",
    occasion: `w${event.passed.start}`,
    priority: "later",
  }));
}

export const timers = ({ window }: Trends): Effect[] => [{ do: "later", command: "turn", at: window + windowLasts }];
