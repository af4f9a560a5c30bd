import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { teamsOf } from "./crowds.ts";
import { type Earlier, throughGate } from "./gate.ts";
import { windowLasts, windowOf } from "./questions.ts";
import type { Roster, WindowOfAnswers } from "./source.ts";
import { type Event, type Trends, reminders } from "./state.ts";

export type Command =
  | { readonly do: "turn" | "remind" | "say" }
  | { readonly do: "look"; readonly from: number };
/** The numbers, from the team with this index on; or that a lead said what is being done. */
export type Answer = { readonly from: number } | "said";
export type Refusal = "not-due" | "not-a-lead";

export interface Facts {
  readonly leads: readonly PersonId[];
  /** Only where a window is over. */
  readonly over?: WindowOfAnswers;
  /**
   * A window is over, and some of its answers are still sealed. The tick stays due and opens the
   * next piece on its own.
   */
  readonly more?: boolean;
  /** Answers of it that no key opens. */
  readonly unopened?: number;
  /** The lists of earlier windows, by their start. */
  readonly rosters: ReadonlyMap<Instant, Roster>;
}

export function decide(
  state: Trends | undefined,
  command: Command,
  { at, by }: Given,
  facts: Facts,
): Decision<Event, Answer, Refusal> {
  const lead = by !== undefined && facts.leads.includes(by);
  if (command.do === "say")
    return state !== undefined && lead
      ? { events: [{ type: "said", at, by }], answer: "said" }
      : { refused: "not-a-lead" };
  const began: Event = { type: "began", at, window: windowOf(at) };
  if (command.do === "look") {
    // How often staff look at their own numbers is not counted. A lead's looks are shown to staff.
    const looked: Event[] = lead && by !== undefined ? [{ type: "looked", at, by }] : [];
    return {
      events: [...(state === undefined ? [began] : []), ...looked],
      answer: { from: command.from },
    };
  }
  if (command.do === "remind") {
    if (state?.waiting === undefined || at < remindAt(state, state.waiting))
      return { refused: "not-due" };
    return { events: [{ type: "reminded", at, leads: facts.leads }] };
  }
  if (state === undefined) return { events: [began] };
  if (at < state.window + windowLasts) return { refused: "not-due" };
  if (facts.more === true) return { events: [{ type: "gathered", at }] };
  const makesPicture = facts.over !== undefined && isOpen(state, facts);
  return { events: [...(makesPicture ? [passed(state, facts.over, at, facts)] : []), began] };
}

/** If there is nobody to say anything, we do not wait. */
export const isOpen = (state: Trends, { leads }: Pick<Facts, "leads">): boolean =>
  state.waiting === undefined || leads.length === 0;

const remindAt = ({ window }: Trends, { reminded }: NonNullable<Trends["waiting"]>): Instant =>
  window + (reminders[reminded] ?? Infinity);

/** Once, when it is over, and never again: later erasures change no number that was shown. */
function passed(
  { past }: Trends,
  over: WindowOfAnswers,
  at: Instant,
  { leads, rosters, unopened = 0 }: Facts,
): Event {
  const earlier = past.flatMap((window): Earlier[] => {
    const roster = rosters.get(window.start);
    return roster === undefined ? [] : [{ ...window, roster }];
  });
  const teams = teamsOf(over.rosters[0] ?? new Map());
  return {
    type: "passed",
    at,
    leads,
    unopened,
    passed: { start: over.start, teams, ...throughGate(over, earlier) },
  };
}

/**
 * Wellbeing leads get a card for each window that shows anything, and two reminders while nothing
 * is said about it. Everybody else is told what they say (`doing/`), and no numbers unasked.
 */
export function effects(event: Event, after: Trends): Effect[] {
  const tell = (leads: readonly PersonId[], view: string, occasion: string) =>
    leads.map((person): Effect => ({
      do: "tell",
      to: { person },
      view,
      occasion,
      priority: "later",
    }));
  if (event.type === "passed" && event.passed.picture.length > 0)
    return tell(event.leads, "picture", `w${event.passed.start}`);
  if (event.type === "reminded")
    return tell(event.leads, "reminder", `r${after.window}.${after.waiting?.reminded ?? 0}`);
  return [];
}

export function timers(state: Trends): Effect[] {
  const { window, waiting } = state;
  const next = waiting === undefined ? Infinity : remindAt(state, waiting);
  const over = window + windowLasts;
  return [
    { do: "later", command: "turn", at: over },
    ...(next < over ? [{ do: "later", command: "remind", at: next } as const] : []),
  ];
}
