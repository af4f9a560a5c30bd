import type { PersonId } from "../kernel/ids.ts";
import { newestOnly } from "../platform/gone.ts";
import { notice } from "../platform/notice.ts";
import { type Text, literal, msg, person } from "../platform/text.ts";
import type { Board, Card, Gone, Notice } from "../platform/view.ts";
import type { Note, Shell, Viewer } from "../runtime/feature.ts";
import { boundaryNotice, listenNotice } from "./boundary/ask.ts";
import { endLines } from "./boundary/lines.ts";
import { page } from "./cards/page.ts";
import { answerNotice, receipt } from "./cards/receipt.ts";
import { wasHelpCalled } from "./forms.ts";
import { repeatLines } from "./repeat/lines.ts";
import type { ShownPlan } from "./repeat/plan/state.ts";
import { looksLikeName } from "./repeat/reference.ts";
import { changedNotice, notedNotice } from "./handover/form.ts";
import { markedNotice } from "./practice/marks.ts";
import { type Request, holderOf, isLive } from "./request.ts";
import type { Answer, Refusal } from "./commands.ts";
import type { Shown } from "./shown.ts";
import { thanksCard } from "./thanks/card.ts";
import { helperOf } from "./thanks/helper.ts";
import { standingVerdict } from "./verdict/standing.ts";

/** What a person should see, by the message's view. */
export function show(
  view: string,
  shown: Shown,
  viewer: Viewer,
  shell: Shell,
): Card | Notice | Board | Gone | undefined {
  switch (view) {
    case "page":
      return newestOnly(shown.request.pages[viewer.person] ?? "", viewer, (one) =>
        page(shown, one, shell),
      );
    case "thanks":
      return thanksCard(shown.request, viewer);
    case "receipt":
      return newestOnly(shown.request.receipt, viewer, (one) => receipt(shown, one, shell));
    default:
      return undefined;
  }
}

/** The answer to a gesture that was accepted; nothing where the card itself is the answer. */
export function answer(
  code: Answer,
  { request, plan }: Shown,
  by: PersonId,
  shell: Shell,
  note?: Note,
): Notice | undefined {
  switch (code) {
    case "asked":
    case "again":
    case "again-taken":
    case "same":
      // The holder pressed Danger: their own card says it.
      return request.requester === by ? answerNotice(request, shell, code) : undefined;
    case "asked-for-self": {
      const { lines, lasting = [], ...rest } = answerNotice(request, shell, "asked");
      const unknown = msg("raise.unknown");
      return { ...rest, lines: [unknown, ...lines], lasting: [unknown, ...lasting] };
    }
    case "raised":
      return notice([msg("raise.sent", { person: person(request.requester) }), msg("raise.reads")]);
    case "saved":
      return saved(request, plan, note);
    case "noted":
      return notedNotice(request);
    case "note-changed":
      return changedNotice(request, note);
    case "boundary":
      return isLive(request) ? boundaryNotice(request, shell) : undefined;
    case "ended":
      return markedNotice(request, notice(endLines(request, shell)));
    case "listen":
      return markedNotice(request, listenNotice);
    case "ask-help":
      return wasHelpCalled(request);
    case "taken":
    case "yours":
    case "done":
      return undefined;
  }
}

const thankedOf = (request: Request) => ({
  holder: person((isLive(request) ? undefined : helperOf(request)) ?? ""),
});

/** What was saved, and what is known of the case that was named. */
function saved(request: Request, plan: ShownPlan | undefined, note: Note = {}): Notice {
  const reference = note["case"] ?? "";
  const lines = [msg("answer.saved")];
  if (looksLikeName(reference)) lines.push(msg("repeat.name"));
  return notice(reference === "" ? lines : [...lines, ...repeatLines(request, plan)]);
}

/** Who has it, and what they answered. */
export function whoWasFirst(request: Request | undefined): Text {
  const holder = request && holderOf(request);
  if (request === undefined || holder === undefined) return msg("refused.takenNobody");
  const standing = standingVerdict(request);
  return standing === undefined
    ? msg("refused.taken", { holder: person(holder) })
    : msg("refused.answered", {
        holder: person(holder),
        verdict: msg(`verdict.${standing.verdict}`),
      });
}

/** A sentence for every refusal. */
export function refusal(code: Refusal, shown: Shown | undefined, shell: Shell): Notice {
  const phone = shell.organisation.dutyPhone;
  switch (code) {
    case "closed":
    case "unknown":
      return notice([msg("refused.closed")]);
    case "taken":
      return notice([whoWasFirst(shown?.request)]);
    case "not-asked":
      return notice([msg("refused.notAsked")]);
    case "not-yours":
      return notice([msg("refused.notYours")]);
    case "not-open":
    case "too-early":
      return notice([msg("refused.notOpen")]);
    case "no-team":
      return notice([
        phone === undefined
          ? msg("refused.noTeamNoPhone")
          : msg("refused.noTeam", { phone: literal(phone) }),
      ]);
    case "not-a-colleague":
      return notice([msg("refused.notAColleague")]);
    case "raised-already":
      return notice([msg("raise.already")]);
    case "no-end-yet":
      return notice([msg("refused.noEndYet")]);
    case "not-on-hold":
      return notice([msg("refused.notOnHold")]);
    case "in-danger":
      return notice([msg("refused.inDanger")]);
    case "no-such-offer":
      return notice([msg("refused.noSuchOffer")]);
    case "nobody-to-thank":
      return notice([msg("thanks.nobody")]);
    case "thanked-already":
    case "helper-left":
      if (shown === undefined) return notice([msg("refused.closed")]);
      return notice([
        msg(code === "helper-left" ? "thanks.left" : "thanks.already", thankedOf(shown.request)),
      ]);
    case "no-part":
      return notice([msg("refused.noPart")]);
    case "no-such-point":
      return notice([msg("refused.noSuchPoint")]);
    case "no-such-country":
      return notice([msg("refused.noSuchCountry")]);
    case "checked":
      return notice([msg("refused.checked")]);
  }
}
