import type { PersonId } from "../kernel/ids.ts";
import { notice } from "../platform/notice.ts";
import { msg, person, time } from "../platform/text.ts";
import type { Card, Gone, Notice } from "../platform/view.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { inMinutes, otherLengths, ownButtons, startNow } from "./buttons.ts";
import { breakCard, shiftOverCard, standing } from "./card.ts";
import type { Answer, Refusal } from "./commands.ts";
import { coverCard } from "./cover.ts";
import { deskCard } from "./desk.ts";
import { teamOf } from "../people/team.ts";
import { settingsOf } from "./settings.ts";
import type { Break } from "./state.ts";

/** What somebody should be seeing, by the message's view. */
export function show(
  view: string,
  state: Break,
  viewer: Viewer,
  shell: Shell,
): Card | Gone | undefined {
  if (view === "break")
    return viewer.person === state.person ? breakCard(state, viewer, shell) : undefined;
  if (view === "shiftOver") return viewer.person === state.person ? shiftOverCard : undefined;
  if (view === "desk") return deskCard(state, viewer);
  return view === "cover" ? coverCard(state, viewer) : undefined;
}

/** The answer to a gesture that was accepted. */
export function answer(
  code: Answer,
  state: Break,
  _by: PersonId,
  shell: Shell,
): Notice | undefined {
  switch (code) {
    case "choose":
      return choose(state, shell);
    case "asked":
      // What helps meanwhile stands on the card, which is posted with it.
      return notice([standing(state, shell)]);
    case "back":
      return notice([msg("break.back"), msg("break.soft")]);
    case "declined":
      return notice([msg("break.declined")]);
    case "room":
      return notice([msg("cover.thanks", { person: person(state.person) })]);
    case "done":
      return undefined;
  }
}

/** 5 · 10 · 20 · 30, 20 chosen (docs/features.md B1). */
function choose(state: Break, shell: Shell): Notice {
  const settings = settingsOf(shell.organisation, teamOf(shell.organisation, state.person));
  const asked = state.status === "queued" || state.status === "afterCall";
  const lines = [asked ? standing(state, shell) : msg("break.choose"), msg("break.seen")];
  return notice(lines, [
    startNow(settings),
    ...otherLengths(settings),
    ...(asked ? ownButtons(state) : []),
  ]);
}

/** A sentence for every refusal; none of them is a no to a break. */
export function refusal(code: Refusal, state: Break | undefined, shell: Shell): Notice {
  const settings = settingsOf(
    shell.organisation,
    state === undefined ? undefined : teamOf(shell.organisation, state.person),
  );
  switch (code) {
    case "length":
      return notice(
        [
          msg("break.refused.length", {
            most: Math.floor(inMinutes(Math.max(...settings.lengths))),
          }),
        ],
        [startNow(settings), ...otherLengths(settings)],
      );
    case "away":
      if (state?.status !== "away") return notice([msg("break.refused.closed")]);
      return notice([msg("break.refused.away", { time: time(state.until) })], ownButtons(state));
    case "not-away":
      return notice([msg("break.refused.notAway")]);
    case "not-yours":
      return notice([msg("break.refused.notYours")]);
    case "closed":
      return notice([msg("break.refused.closed")]);
    case "no-need":
      return notice([msg("break.refused.noNeed")]);
  }
}
