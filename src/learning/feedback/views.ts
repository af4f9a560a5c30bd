import { minutes } from "../../kernel/time.ts";
import { sentence } from "../../platform/notice.ts";
import { type Text, msg, person, time } from "../../platform/text.ts";
import type { Button, Card, Notice } from "../../platform/view.ts";
import type { Viewer } from "../../runtime/feature.ts";
import type { Answer, Feedback, Refusal } from "./rules.ts";
import type { Shown } from "./store.ts";

/** Off shift, in a break or on a call: looked at again after this. */
const lookAgain = minutes(15);

export const notNow = (view: string, { feedback, free }: Shown) =>
  free.has(view === "asked" ? feedback.helper : feedback.agent) ? undefined : lookAgain;

export const show = (view: string, { feedback }: Shown, viewer: Viewer): Card | undefined =>
  view === "asked" ? asked(feedback, viewer) : answered(feedback);

/** The helper's card: one form, or *Not now*. */
function asked(feedback: Feedback, viewer: Viewer): Card | undefined {
  const who = { person: person(feedback.agent) };
  const summary = msg("feedback.askedSummary");
  if (feedback.status !== "asked")
    return viewer.posted
      ? { ...card("closed", summary, msg(`feedback.card.${feedback.status}`, who)) }
      : undefined;
  const press = (verb: string, label: Text): Button => ({
    ...{ action: `feedback.${verb}`, label, subject: feedback.request },
  });
  return {
    ...card("calm", summary, msg("feedback.title", who)),
    lines: [msg("feedback.about", { time: time(feedback.about) }), msg("feedback.whoReads", who)],
    buttons: [
      { ...press("write", msg("button.writeFeedback")), style: "main" },
      press("pass", msg("button.feedbackNotNow")),
    ],
  };
}

/** The agent's card: that something came, and none of it; or that nothing will. */
function answered({ status, helper, request }: Feedback): Card | undefined {
  const who = { holder: person(helper) };
  const summary = msg("checkin.summary");
  if (status === "passed")
    return {
      ...card("calm", summary, msg("feedback.cannot", who)),
      lines: [msg("feedback.cannotWhy")],
    };
  if (status !== "sent") return undefined;
  return {
    ...card("calm", summary, msg("feedback.came", who)),
    lines: [msg("feedback.onlyYou")],
    buttons: [{ action: "feedback.read", label: msg("button.readFeedback"), subject: request }],
  };
}

const card = (tone: Card["tone"], summary: Text, title: Text): Card => ({
  ...{ kind: "card", tone, summary, title, facts: [], lines: [], buttons: [] },
});

export const answer = (code: Answer, { feedback: { agent, helper } }: Shown): Notice =>
  code === "asked"
    ? sentence(msg("feedback.asked", { holder: person(helper) }), msg("feedback.askedHow"))
    : sentence(msg(`feedback.${code}`, { person: person(agent) }));

const refusals = {
  "not-yours": "refused.notYours",
  "not-over": "feedback.notOver",
  nobody: "feedback.nobody",
  "too-late": "feedback.tooLate",
  already: "feedback.already",
  left: "feedback.left",
  answered: "feedback.answered",
  over: "feedback.over",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => sentence(msg(refusals[code]));
