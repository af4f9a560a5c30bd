import { msg, person, time } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Viewer } from "../../runtime/feature.ts";
import { type Request, isLive } from "../request.ts";

/** What the helper reads, once: it asks nothing of them. */
export function thanksCard(request: Request, viewer: Viewer): Card | undefined {
  if (isLive(request) || request.thanked !== viewer.person) return undefined;
  const title = msg("thanks.title", { person: person(request.requester) });
  return {
    kind: "card",
    tone: "good",
    summary: title,
    title,
    facts: [],
    lines: [msg("thanks.line", { time: time(request.openedAt) })],
    buttons: [],
  };
}
