import { minutes } from "../../kernel/time.ts";
import { notice } from "../../platform/notice.ts";
import { type Line, type Text, msg } from "../../platform/text.ts";
import type { Button, Card, Notice } from "../../platform/view.ts";
import type { Viewer } from "../../runtime/feature.ts";
import type { CareAnswer } from "./rules.ts";
import type { Aftercare } from "./state.ts";
import { readEasing, readNow } from "./questions.ts";

const follow: Button = { action: "checkins.follow", label: msg("button.easingFollow") };
const stopEasing: Button = { action: "checkins.endEasing", label: msg("button.easingStop") };
const talk: Button = { action: "debriefs.ask", label: msg("button.careTalk") };
const rest = (length: 5 | 10 | 20): Button => ({
  ...{
    action: "breaks.start",
    label: msg(`button.careBreak${length}`),
    argument: String(minutes(length)),
  },
});

/** To somebody without check-ins. What they answer changes nothing that others beside them could read. */
export function offerCard(
  care: Aftercare | undefined,
  viewer: Viewer,
  help: readonly Line[],
): Card | undefined {
  const offer = care?.offer;
  if (offer?.is !== "offered" || offer.occasion !== viewer.occasion)
    return viewer.posted ? { ...card(msg("checkin.over"), help), tone: "closed" } : undefined;
  return {
    ...card(msg("care.offerTitle"), [msg("care.follow"), msg("care.whoSees"), ...help]),
    buttons: [
      { ...follow, style: "main" },
      { action: "checkins.decline", label: msg("button.noThanks") },
    ],
    footer: msg("care.offerWhy"),
  };
}

/**
 * Neither the title, which a lock screen shows, nor the card says what of: others may stand beside
 * it.
 */
export function careCard(
  view: string,
  care: Aftercare | undefined,
  viewer: Viewer,
  help: readonly Line[],
): Card | undefined {
  const asked = view === "question" ? care?.question : care?.easing?.asked;
  const is = asked?.occasion === viewer.occasion ? asked.is : "passed";
  if (is !== "asked")
    return viewer.posted
      ? {
          ...card(msg(is === "waiting" ? "checkin.over" : `checkin.is.${is}`), help),
          tone: "closed",
        }
      : undefined;
  const verb = view === "question" ? "Question" : "Easing";
  const buttons: Button[] = [
    { action: `checkins.open${verb}`, label: msg("button.careAnswer"), style: "main" },
    { action: `checkins.skip${verb}`, label: msg("button.checkInSkip") },
    ...(view === "question" ? [] : [stopEasing]),
  ];
  return {
    ...card(msg("care.title"), [msg("care.whoSees"), ...help]),
    buttons,
    footer: msg("care.why"),
  };
}

const card = (title: Text, lines: readonly Line[]): Card => ({
  kind: "card",
  tone: "calm",
  summary: msg("checkin.summary"),
  title,
  facts: [],
  lines,
  buttons: [],
});

/**
 * To the question after a call, and to a follow-up that came alone: saved or skipped. After a
 * danger, or when they are shaken, the follow-ups are offered (docs/features.md A3).
 */
export function careAnswer(
  code: CareAnswer,
  care: Aftercare | undefined,
  values: Readonly<Record<string, string>>,
  help: readonly Line[],
  toPerson: readonly Button[],
): Notice {
  if (code === "followed") return notice([msg("care.followed"), ...help], [stopEasing]);
  if (code === "declined" || code === "easingEnded")
    return notice([msg(`care.${code}`), ...help], []);
  const offered = care?.question?.danger === true ? [msg("care.follow")] : [];
  if (code === "careSkipped")
    return notice(
      [msg("checkin.skipped"), ...offered, ...help],
      offered.length === 0 ? [] : [follow],
    );
  const now = readNow(values);
  if (now === undefined) return easingAnswer(care, values, help, toPerson);
  if (now === "steady")
    return notice(
      [msg("checkin.saved"), ...offered, ...help],
      offered.length === 0 ? [] : [follow],
    );
  const ways = [rest(20), rest(10), rest(5), talk, ...toPerson];
  if (now === "wobbly" && offered.length === 0)
    return notice([msg("checkin.saved"), msg("care.offer"), ...help], ways);
  return notice(
    [msg("checkin.saved"), msg("care.offer"), msg("care.follow"), ...help],
    [...ways, follow],
  );
}

function easingAnswer(
  care: Aftercare | undefined,
  values: Readonly<Record<string, string>>,
  help: readonly Line[],
  toPerson: readonly Button[],
): Notice {
  const more = easingOffer(care, values);
  return notice([msg("checkin.saved"), ...more, ...help], more.length === 0 ? [] : toPerson);
}

/**
 * Harder after three days, or no easier after four weeks (docs/features.md K3): somebody who knows
 * more about it than a bot.
 */
export function easingOffer(
  care: Aftercare | undefined,
  values: Readonly<Record<string, string>>,
): Line[] {
  const answer = readEasing(values, care?.easing?.asked?.after);
  const suggests =
    answer !== undefined &&
    (answer.after === 28 ? answer.said !== "yes" : answer.after === 3 && answer.said === "harder");
  return suggests ? [msg("care.professional")] : [];
}
