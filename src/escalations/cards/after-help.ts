import type { AfterHelp } from "../../people/requests.ts";
import { type Line, type Text, msg, person } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import { type Closed, type Request, isLive } from "../request.ts";
import { helperOf } from "../thanks/helper.ts";
import type { ButtonName, Rows } from "./button-rows.ts";

/* What the agent may say of the help, once it is over (docs/features.md A4). */

/** Where somebody helped. A practice counts nowhere. */
const aboutHelp = (request: Request, action: string, label: Text): Button | undefined =>
  isLive(request) || request.practice === true || helperOf(request) === undefined
    ? undefined
    : { action, label, subject: request.id };

export const rateButton = (request: Request) =>
  aboutHelp(request, "ratings.ask", msg("button.rate"));
export const feedbackButton = (request: Request) =>
  aboutHelp(request, "feedback.ask", msg("button.feedback"));

/** Nothing is offered twice. */
export function withoutDone({ open, folds }: Rows, done: AfterHelp | undefined): Rows {
  const isDone = (name: ButtonName): boolean =>
    (name === "rate" && done?.rated === true) ||
    (name === "feedback" && done?.feedbackAsked === true);
  return { open, folds: folds.filter((name) => !isDone(name)) };
}

/** Whom the agent asked for feedback. */
export function feedbackLines(request: Closed, done: AfterHelp | undefined): Line[] {
  const helper = helperOf(request);
  return done?.feedbackAsked === true && helper !== undefined
    ? [msg("closed.feedback", { holder: person(helper) })]
    : [];
}
