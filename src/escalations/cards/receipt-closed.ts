import type { PersonId } from "../../kernel/ids.ts";
import { minutes } from "../../kernel/time.ts";
import { type Line, type Text, msg, person } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import { sawAbuse } from "../boundary/ladder.ts";
import { endLines } from "../boundary/lines.ts";
import { categories, isDangerOutcome } from "../categories.ts";
import type { Closed } from "../request.ts";
import { crowd } from "./receipt-status.ts";

/** The end in one sentence: who came and after how long, or why nobody did. */
export function closingLine(request: Closed): Text {
  if (endedWithinPolicy(request)) return msg("closed.withinPolicy");
  if (request.practice === true) return msg("practice.over");
  if (request.arrived !== undefined || request.attended) return came(request);
  if (request.status === "withdrawn") return msg("closed.withdrawn");
  const helper = request.helpers.at(-1);
  if (request.how === "done" && helper !== undefined)
    return msg("closed.done", { holder: person(helper) });
  const coming = stillComing(request);
  return coming === undefined
    ? msg("closed.nobody")
    : msg("closed.coming", { holder: person(coming) });
}

function came({ arrived, helpers, openedAt, verdict }: Closed): Text {
  const who = arrived?.person ?? (arrived === undefined ? helpers.at(-1) : undefined);
  // A request of 0.1.0 does not know when.
  const took = arrived === undefined ? -1 : Math.floor((arrived.at - openedAt) / minutes(1));
  if (who === undefined) return msg("closed.someoneCame", { minutes: took });
  const fromAfar = verdict?.by === who;
  return msg(fromAfar ? "closed.answered" : "closed.came", { holder: person(who), minutes: took });
}

/** Thank you, and what now. */
export function closingLines(request: Closed, shell: Shell): Line[] {
  if (request.practice === true) return practised(request);
  const told = outcomeLines(request);
  const thanked: Line[] =
    request.thanked === undefined ? [] : [msg("thanks.said", { holder: person(request.thanked) })];
  if (endedWithinPolicy(request)) return [...endLines(request, shell), ...told, ...thanked];
  return [...(told.length > 0 ? told : howItEnded(request)), ...thanked, ...whatNow(request)];
}

/** Who asked for real help reads where it is. */
const practised = (request: Closed): Line[] =>
  request.status === "resolved" && request.how === "in-earnest"
    ? [msg("practice.inEarnest")]
    : [msg("practice.counted"), msg("practice.real")];

const endedWithinPolicy = (request: Closed): boolean =>
  request.status === "resolved" && request.how === "within-policy";

function howItEnded(request: Closed): Line[] {
  if (request.status === "withdrawn")
    return [msg(request.attended || request.early ? "closed.thanksForSaying" : "closed.nobodyYet")];
  if (request.how === "not-recorded") return [msg("closed.byItself")];
  if (request.assisted || request.how === "done") return [msg("closed.thanks")];
  if (stillComing(request) !== undefined) return [msg("closed.endedFirst")];
  const asked = Object.keys(request.pages);
  return asked.length === 0
    ? [msg("closed.heldOn")]
    : [msg("closed.asked", { people: crowd(asked) }), msg("closed.heldOn")];
}

/** Not knowing how it ended is a burden of its own (docs/features.md C5). */
function outcomeLines({ level, outcome, helpers }: Closed): Line[] {
  const helper = helpers.at(-1);
  if (level !== "danger" || outcome === undefined || helper === undefined) return [];
  const holder = person(helper);
  return isDangerOutcome(outcome)
    ? [msg("closed.ended", { holder, outcome })]
    : [msg("closed.outcome", { holder, outcome: msg(`outcome.${outcome}`) })];
}

function whatNow(request: Closed): Line[] {
  if (request.status === "withdrawn" || request.how === "not-recorded")
    return [msg("closed.askAgain")];
  if (request.how === "unanswered") return [msg("closed.askAgain")];
  // A break is offered by itself after these (docs/features.md B1).
  const levels = [request.level, request.category && categories[request.category]];
  return levels.includes("danger") || levels.includes("abuse") || sawAbuse(request)
    ? []
    : [msg("closed.breakOrTalk")];
}

/** Still theirs when the call ended: somebody did come, only not in time. */
function stillComing({ news, helpers, overtaken }: Closed): PersonId | undefined {
  if (news === "taken") return helpers.at(-1);
  return news === "overtaken" ? overtaken?.holder : undefined;
}
