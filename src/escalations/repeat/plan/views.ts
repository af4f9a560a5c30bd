import { notice } from "../../../platform/notice.ts";
import { literal, msg } from "../../../platform/text.ts";
import type { Card, Notice } from "../../../platform/view.ts";
import type { Shell, Viewer } from "../../../runtime/feature.ts";
import { planLines } from "../lines.ts";
import type { Answer, Refusal } from "./rules.ts";
import { type Shown, mayReview } from "./store.ts";

/** The reminder to look at a plan again. No notification says what it holds. */
export function review(
  { plan, text, reference }: Shown,
  viewer: Viewer,
  { organisation }: Shell,
): Card | undefined {
  const summary = msg("plan.reviewSummary");
  const card = { kind: "card", summary, facts: [], lines: [], buttons: [] } as const;
  if (plan.ended || !mayReview(organisation, plan, viewer.person))
    return viewer.posted ? { ...card, tone: "closed", title: msg("plan.over") } : undefined;
  const subject = plan.id;
  return {
    ...card,
    tone: "calm",
    title: msg("plan.reviewTitle"),
    lines: [
      ...(reference === undefined ? [] : [msg("words.case"), literal(reference)]),
      ...planLines(text),
      msg("plan.endsByItself"),
    ],
    buttons: [
      { action: "plans.open", label: msg("button.setPlan"), subject },
      { action: "plans.end", label: msg("button.endPlan"), subject },
    ],
  };
}

export const answer = (said: Answer): Notice =>
  notice([said === "ended" ? msg("plan.ended") : msg("plan.saved", { date: said.until })]);

const refusals = {
  "not-yours": "refused.notYours",
  "no-case": "plan.noCase",
  "no-day": "plan.noDay",
  "review-late": "plan.reviewLate",
  over: "plan.over",
  "too-early": "plan.over",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => notice([msg(refusals[code])]);
