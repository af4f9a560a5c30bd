import { type Line, literal, msg } from "../../platform/text.ts";
import type { Request } from "../request.ts";
import type { ShownPlan } from "./plan/state.ts";
import { isRepeated } from "./case.ts";

/**
 * What the agent and the supervisors read of a case that comes back: how often, and the agreed plan
 * (docs/features.md C8).
 */
export function repeatLines({ repeat }: Request, plan: ShownPlan | undefined): Line[] {
  if (repeat === undefined) return [];
  const often: Line[] = isRepeated(repeat)
    ? [msg("repeat.contacts", { count: repeat.contacts, planned: String(plan !== undefined) })]
    : [];
  return plan === undefined ? often : [...often, ...planLines(plan)];
}

/** As it was typed: literal, so nothing in it comes alive. */
export const planLines = ({ words, until }: ShownPlan): Line[] => [
  msg("repeat.plan", { date: until }),
  words === undefined ? msg("words.unreadable") : literal(words),
];
