import { type Line, type Text, msg, person, time } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Shell, Viewer } from "../../runtime/feature.ts";
import { repeatLines } from "../repeat/lines.ts";
import type { ShownPlan } from "../repeat/plan/state.ts";
import type { Closed } from "../request.ts";
import { supervisorButtons } from "./buttons.ts";
import { outcomeButtons } from "./choices.ts";
import { agentAndTeam, card, who } from "./page-parts.ts";

/** What is left of a supervisor's card after the end. */
export function closedPage(request: Closed, viewer: Viewer, shell: Shell, plan?: ShownPlan): Card {
  const at = { time: time(request.closedAt) };
  const title = msg("page.titleClosed", at);
  if (request.shrunk) return card("closed", title, []);
  const summary = msg("page.summaryClosed", { ...who(request), ...at });
  const helped = request.helpers.includes(viewer.person);
  const lines = helped
    ? [how(request, viewer), ...recorded(request), ...repeatLines(request, plan)]
    : [how(request, viewer)];
  const role = helped ? "helpedBefore" : "askedBefore";
  // The last holder knows. People who gave it back or lapsed before are not told.
  const isOpen = request.outcome === undefined || request.outcome === "unknown";
  const asks = request.helpers.at(-1) === viewer.person && isOpen;
  const heading =
    request.level === "danger" ? msg("page.outcomeDanger", who(request)) : msg("page.outcome");
  return {
    ...card("closed", title, lines, supervisorButtons(role, request, shell)),
    summary,
    facts: [agentAndTeam(request)],
    more: asks ? { heading, buttons: outcomeButtons(request) } : undefined,
  };
}

const recorded = ({ outcome }: Closed): Line[] =>
  outcome === undefined ? [] : [msg("page.recorded", { outcome: msg(`outcome.${outcome}`) })];

function how(request: Closed, viewer: Viewer): Text {
  if (request.status === "withdrawn") return msg("page.howWithdrawn", who(request));
  switch (request.how) {
    case "done": {
      const helper = request.helpers.at(-1);
      return helper === undefined || helper === viewer.person
        ? msg("page.youHelped", who(request))
        : msg("page.helped", { ...who(request), holder: person(helper) });
    }
    case "within-policy":
      return msg("page.howWithinPolicy", who(request));
    case "call-ended":
      return msg("page.howCallEnded", who(request));
    case "not-recorded":
      return msg("page.howNotRecorded");
    // Nobody was asked: no such card is ever posted.
    case "practised":
    case "in-earnest":
      return msg("practice.counted");
    case "unanswered": {
      // Somebody had it when Handrail went away, and may have come.
      const mayHaveCome = request.news === "overtaken" && request.overtaken?.holder !== undefined;
      return msg(mayHaveCome ? "page.howNotRecorded" : "page.howUnanswered");
    }
  }
}
