import { minutes } from "../kernel/time.ts";
import { newestOnly } from "../platform/gone.ts";
import { type Line, type Text, literal, msg, time } from "../platform/text.ts";
import type { Card, Gone } from "../platform/view.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { inMinutes, otherLengths, ownButtons, shown, startNow } from "./buttons.ts";
import { teamOf } from "../people/team.ts";
import { settingsOf } from "./settings.ts";
import type { Break } from "./state.ts";

const closed = (title: Text, lines: readonly Line[] = []): Card => ({
  ...{ kind: "card", tone: "closed", summary: title, title, facts: [], lines, buttons: [] },
});

/** Their shift ended while they waited: thanks, and no debt for the next day. */
export const shiftOverCard = closed(msg("break.shiftOver"), [
  msg("break.shiftThanks"),
  msg("break.shiftTalk"),
]);

/**
 * The person's own card: how it stands, and the few things they may press. A lock screen shows
 * nothing of the call before.
 */
export function breakCard(state: Break, viewer: Viewer, shell: Shell): Card | Gone | undefined {
  const known = state.status !== "none" && viewer.occasion.startsWith(`${state.id}.`);
  if (!known) return viewer.posted ? closed(msg("break.over"), [msg("break.again")]) : undefined;
  return newestOnly(state.occasion, viewer, () => current(state, shell));
}

function current(state: Break, shell: Shell): Card {
  const title = standing(state, shell);
  const settings = settingsOf(shell.organisation, teamOf(shell.organisation, state.person));
  // "Now" alone says nothing on a lock screen.
  const summary =
    state.status === "away" && !state.nudged
      ? msg("break.summaryAway", { time: time(state.until) })
      : title;
  const base = {
    kind: "card",
    tone: state.status === "queued" || state.status === "offered" ? "calm" : "good",
    summary,
    title,
    facts: [],
  } as const;
  if (state.status !== "offered")
    return { ...base, lines: details(state, shell), buttons: shown(ownButtons(state)) };
  const others = shown(otherLengths(settings));
  return {
    ...{
      ...base,
      lines: details(state, shell),
      buttons: shown([startNow(settings), ...ownButtons(state)]),
    },
    ...(others.length === 0
      ? {}
      : { more: { heading: msg("break.otherLength"), buttons: others } }),
  };
}

/** How it stands, in one sentence: of the card, of the answer to a gesture, of the home page. */
export function standing(state: Break, shell: Shell): Text {
  const person = shell.organisation.people.get(state.person);
  switch (state.status) {
    case "none":
      return msg("break.none");
    case "offered":
      return msg("break.offer", { minutes: preselected(state, shell) });
    case "queued":
      return state.about === undefined
        ? msg("break.waits")
        : msg("break.about", { time: time(state.about) });
    case "afterCall":
      return msg(person?.channel === "chat" ? "break.afterChats" : "break.afterCall");
    case "away":
      return state.nudged ? msg("break.nudge") : msg("break.away", { time: time(state.until) });
  }
}

const preselected = (state: Break, { organisation }: Shell): number =>
  inMinutes(settingsOf(organisation, teamOf(organisation, state.person)).preselect);

function details(state: Break, shell: Shell): Line[] {
  const code = settingsOf(shell.organisation, teamOf(shell.organisation, state.person)).phoneCode;
  const phone = code === undefined ? [] : [msg("break.phone", { code: literal(code) })];
  switch (state.status) {
    case "none":
      return [];
    case "offered":
      return [msg("break.seen")];
    case "queued":
      return [
        msg("break.why"),
        ...(state.bridgeUntil === undefined
          ? []
          : [msg("break.bridge", { time: time(state.bridgeUntil) }), ...phone]),
        ...(state.ahead === 0 ? [msg("break.next")] : [msg("break.ahead", { count: state.ahead })]),
        ...(state.cover === undefined ? [] : [msg("break.coverAsked")]),
        ...(state.coverBy === undefined
          ? []
          : [msg("break.latest", { time: time(state.coverBy) })]),
      ];
    case "afterCall":
      return [
        ...(code === undefined ? [] : [msg("break.noNewCall", { code: literal(code) })]),
        msg("break.pressThen"),
      ];
    case "away":
      if (state.nudged) return [msg("break.nudgeMore"), msg("break.soft")];
      return [...phone, idea(state.length), msg("break.seen")];
  }
}

/** Something calm that fits the time (docs/features.md B5). */
function idea(length: number): Text {
  if (length < minutes(10)) return msg("break.idea.5");
  return msg(length < minutes(20) ? "break.idea.10" : "break.idea.20");
}
