import { msg, person, time } from "../platform/text.ts";
import type { Card } from "../platform/view.ts";
import type { Viewer } from "../runtime/feature.ts";
import { deskOccasion } from "./effects.ts";
import { type Break, awayUntil } from "./state.ts";

/**
 * What the real-time desk reads: that somebody is away until then, excused (docs/features.md B4).
 * The same line as a supervisor's, so the same for every break. When the break is over it names
 * nobody, because lines that stay would be a history.
 */
export function deskCard(state: Break, viewer: Viewer): Card | undefined {
  const until =
    state.status !== "none" && deskOccasion(state) === viewer.occasion
      ? awayUntil(state)
      : undefined;
  if (until === undefined) return viewer.posted ? card("closed", msg("desk.over")) : undefined;
  return card("calm", msg("desk.away", { person: person(state.person), time: time(until) }));
}

const card = (tone: Card["tone"], title: Card["title"]): Card => ({
  ...{ kind: "card", tone, summary: title, title, facts: [], lines: [], buttons: [] },
});
