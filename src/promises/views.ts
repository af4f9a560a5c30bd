import type { PersonId } from "../kernel/ids.ts";
import { newestOnly } from "../platform/gone.ts";
import { notice } from "../platform/notice.ts";
import { type Text, dateAndTime, msg, person, time } from "../platform/text.ts";
import type { Card, Gone, Notice } from "../platform/view.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { promiseButton, proposalButtons } from "./buttons.ts";
import { promiseCard } from "./card.ts";
import type { Answer, Refusal } from "./commands.ts";
import { proposalLines, sayNotFixed, whatLines } from "./lines.ts";
import type { Shown } from "./store.ts";

export const show = (
  view: string,
  shown: Shown,
  viewer: Viewer,
  shell: Shell,
): Card | Gone | undefined =>
  view === "promise"
    ? newestOnly(shown.promised.cards[viewer.person]?.occasion ?? "", viewer, (one) =>
        promiseCard(shown, one, shell),
      )
    : undefined;

/** What came of a press. A card that stands there says it too; the answer may be to another message. */
export function answer(
  code: Answer,
  shown: Shown | undefined,
  by: PersonId,
  shell: Shell,
): Notice | undefined {
  if (shown === undefined) return notice([msg("promise.refused.closed")]);
  const { promised, words } = shown;
  const due = promised.status === "draft" ? promised.lastAt : promised.dueAt;
  const when = dateAndTime(due);
  switch (code) {
    case "shownBack": {
      const { id } = promised;
      const proposal = "proposal" in promised ? promised.proposal : undefined;
      return proposal === undefined
        ? notice([msg("promise.refused.nothingToKeep")])
        : notice(proposalLines(proposal, shown, by, shell), proposalButtons(proposal, id));
    }
    case "kept":
      return notice([msg("promise.kept", { when }), ...whatLines(words), msg("promise.where")]);
    case "moved":
      return notice([msg("promise.moved", { when })]);
    case "called":
      return notice([msg("promise.thanks")]);
    case "notFixed":
      return notice(
        [msg("promise.thanksNotFixed"), sayNotFixed, msg("promise.again")],
        [promiseButton(promised.id)],
      );
    case "taken":
      return notice([msg("promise.taken", { time: time(due) }), ...whatLines(words)]);
    case "given":
      return notice([msg("promise.given", { holder: person(promised.holder) })]);
  }
}

export function refusal(code: Refusal, shown: Shown | undefined): Notice {
  return notice([sentenceFor(code, shown)]);
}

function sentenceFor(code: Refusal, shown: Shown | undefined): Text {
  const holder = shown === undefined ? undefined : { holder: person(shown.promised.holder) };
  switch (code) {
    case "closed": {
      const status = shown?.promised.status;
      return status === "called" || status === "notFixed"
        ? msg("promise.refused.called")
        : msg("promise.refused.closed");
    }
    case "given":
      return msg("promise.refused.given", holder);
    case "taken":
      return msg("promise.refused.taken", holder);
    case "not-yours":
      return msg("promise.refused.notYours");
    case "no-colleague":
      return msg("promise.refused.noColleague");
    case "nothing-to-keep":
      return msg("promise.refused.nothingToKeep");
  }
}
