import { notice } from "../platform/notice.ts";
import { msg, person } from "../platform/text.ts";
import type { Board, Card, Gone, Notice } from "../platform/view.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { choices, wishesButton } from "./buttons.ts";
import { bothCard, offerCard, ownCard } from "./cards.ts";
import type { Answer, Refusal } from "./rules.ts";
import type { Shown } from "./store.ts";
import { contactMe, whoHelps } from "./support.ts";

export function show(
  view: string,
  { debrief }: Shown,
  viewer: Viewer,
  shell: Shell,
): Card | Notice | Board | Gone | undefined {
  if (view === "own")
    return viewer.person === debrief.person ? ownCard(debrief, viewer, shell) : undefined;
  if (view === "both")
    return viewer.person === debrief.person ? bothCard(debrief, viewer, shell) : undefined;
  return view === "offer" ? offerCard(debrief, viewer, shell) : undefined;
}

/** The answer to a gesture that was accepted; nothing where the card itself is the answer. */
export function answer(
  code: Answer,
  { debrief }: Shown,
  by: PersonId,
  shell: Shell,
): Notice | undefined {
  switch (code) {
    case "choose":
      return notice(
        [msg("debrief.choose"), msg("debrief.offerLine"), msg("debrief.nameLater")],
        [...choices(by), wishesButton],
      );
    case "finding":
      return notice([msg("debrief.finding"), msg("debrief.findingLine")]);
    case "with":
      return "partner" in debrief
        ? notice([msg("debrief.with", { person: person(debrief.partner) })])
        : undefined;
    case "declined":
      return notice([msg("debrief.declined")]);
    case "withdrawn":
      return notice([msg("debrief.withdrawn")]);
    case "stopped":
      return notice([msg("debrief.stopTitle"), ...whoHelps(shell, by)], contactMe(shell));
    case "paused":
      return notice([msg("debrief.paused")]);
    case "saved":
      return notice([msg("debrief.saved")]);
    case "willing":
      return notice([msg("debrief.willing")]);
    case "unwilling":
      return notice([msg("debrief.unwilling")]);
    case "thanks":
    case "done":
      return undefined;
  }
}

/** A sentence for every refusal; none of them tells anything of anybody else. */
export function refusal(code: Refusal): Notice {
  switch (code) {
    case "over":
      return notice([msg("debrief.refused.over")]);
    case "not-yours":
      return notice([msg("debrief.refused.notYours")]);
    case "answered":
      return notice([msg("debrief.refused.answered")]);
    case "lost-wishes":
      return notice([msg("debrief.refused.lost")], [wishesButton]);
    case "too-early":
      return notice([msg("debrief.refused.early")]);
  }
}
