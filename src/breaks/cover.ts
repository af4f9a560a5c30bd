import { type Line, type Text, msg, person, time } from "../platform/text.ts";
import type { Button, Card } from "../platform/view.ts";
import type { Viewer } from "../runtime/feature.ts";
import { makeRoom } from "./buttons.ts";
import { type Break, awayUntil, waitsSince } from "./state.ts";

/**
 * A supervisor's card: cover is needed. They can make room and cannot decline; they read who and
 * until when, and never why (docs/features.md B2, B4).
 */
export function coverCard(state: Break, viewer: Viewer): Card | undefined {
  const cover = "cover" in state ? state.cover : undefined;
  if (cover === undefined || cover.occasion !== viewer.occasion)
    return viewer.posted ? card("closed", msg("cover.over"), [], []) : undefined;
  const who = { person: person(state.person) };
  const counts = msg("cover.counts", { away: cover.away, limit: cover.limit });
  if (state.status === "queued" && awayUntil(state) === undefined)
    return card(
      "urgent",
      msg("cover.waits", who),
      [counts, msg("cover.since", { time: time(waitsSince(state)) })],
      [makeRoom(state)],
    );
  if (cover.by !== undefined)
    return card("good", msg("cover.made", { ...who, by: person(cover.by) }), awayLines(state), []);
  if (awayUntil(state) !== undefined)
    return card("calm", msg("cover.needed", who), [...awayLines(state), counts], []);
  return card("calm", msg("cover.soon", who), [counts], []);
}

function awayLines(state: Break): Line[] {
  const until = awayUntil(state);
  return until === undefined
    ? []
    : [msg("cover.away", { person: person(state.person), time: time(until) })];
}

const card = (
  tone: Card["tone"],
  title: Text,
  lines: readonly Line[],
  buttons: readonly Button[],
): Card => ({
  ...{ kind: "card", tone, summary: title, title, facts: [], lines, buttons },
});
