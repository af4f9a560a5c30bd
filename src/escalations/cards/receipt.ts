import { type Line, type Text, msg, person, time } from "../../platform/text.ts";
import type { Card, Notice } from "../../platform/view.ts";
import type { Shell, Viewer } from "../../runtime/feature.ts";
import type { Answer } from "../commands.ts";
import { goBackTitle } from "../hold/lines.ts";
import { markedTitle, practiceNote } from "../practice/marks.ts";
import { type Live, type Request, holderOf, isLive, isTaken } from "../request.ts";
import { repeatLines } from "../repeat/lines.ts";
import type { Shown } from "../shown.ts";
import { feedbackLines } from "./after-help.ts";
import { agentButtons, answerButtons } from "./buttons.ts";
import { lastingLines } from "./lasting-answer.ts";
import { details } from "./receipt-details.ts";
import { closingLine, closingLines } from "./receipt-closed.ts";
import { statusLine } from "./receipt-status.ts";

/** The agent's message: one sentence that says how it stands, and the few things they may press. */
export function receipt(shown: Shown, viewer: Viewer, shell: Shell): Card {
  const { request, offer, plan, afterHelp } = shown;
  const repeat = repeatLines(request, plan);
  const buttons = agentButtons(request, shell, afterHelp);
  if (isLive(request)) {
    const goBack = goBackTitle(request);
    const status = statusLine(request);
    const lines = [...details(request, shell, viewer.now, offer), ...repeat];
    return {
      ...card(goBack === undefined ? tone(request) : "urgent", goBack ?? status, request),
      lines: [...practiceNote(request), ...(goBack === undefined ? lines : [status, ...lines])],
      ...buttons,
    };
  }
  if (request.shrunk)
    return card("closed", msg("receipt.closed", { time: time(request.closedAt) }), request);
  return {
    ...card("closed", closingLine(request), request),
    lines: [...closingLines(request, shell), ...feedbackLines(request, afterHelp), ...repeat],
    ...buttons,
  };
}

function tone(request: Live): Card["tone"] {
  if (request.level === "danger") return "danger";
  return isTaken(request) ? "good" : "urgent";
}

function card(tone: Card["tone"], about: Text, request: Request): Card {
  const title = markedTitle(request, about);
  return { kind: "card", tone, summary: title, title, facts: [], lines: [], buttons: [] };
}

/** The private answer to the agent's own press; what changes afterwards is told in the message. */
export const answerNotice = (request: Request, shell: Shell, code?: Answer): Notice => ({
  kind: "notice",
  tone: request.level === "danger" ? "danger" : "calm",
  lines: [
    ...practiceNote(request),
    ...toldAgain(request, code),
    ...(isLive(request)
      ? [markedTitle(request, statusLine(request)), ...details(request, shell, shell.now)]
      : [markedTitle(request, closingLine(request))]),
  ],
  lasting: [...practiceNote(request), ...lastingLines(request, shell, toldAgain(request, code))],
  buttons: answerButtons(request, shell),
});

/** The agent asked again: how many know, or that the holder was told once more. */
function toldAgain(request: Request, code: Answer | undefined): Line[] {
  const holder = holderOf(request);
  if (code === "again" && request.status !== "exhausted")
    return [msg("answer.again", { count: Object.keys(request.pages).length })];
  if (code === "again-taken" && holder !== undefined)
    return [msg("answer.againTaken", { holder: person(holder) })];
  return [];
}
