import type { PersonId } from "../kernel/ids.ts";
import { hours, minutes } from "../kernel/time.ts";
import { notice } from "../platform/notice.ts";
import { type Line, type Text, msg, time } from "../platform/text.ts";
import type { Button, Card, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, Note, Shell, Viewer } from "../runtime/feature.ts";
import { careAnswer, careCard, easingOffer, offerCard } from "./after/views.ts";
import { hardCallsButton } from "./hard/views.ts";
import { helpLines, supportOf } from "../people/support.ts";
import { contactMe } from "./helping.ts";
import { type Offer, offerAfter } from "./offers.ts";
import { readAnswers } from "./questions.ts";
import type { Answer, Refusal } from "./rules.ts";
import type { Invited, On, Slot } from "./state.ts";
import { type Shown, readShown } from "./store.ts";
import { offeredTo } from "./where.ts";
import { speaksOfSelfHarm } from "./words.ts";

export const openButton: Button = {
  action: "checkins.open",
  label: msg("button.checkIn"),
  style: "main",
};
const pictureButton: Button = { action: "checkins.picture", label: msg("button.myPicture") };
const skip: Button = { action: "checkins.skip", label: msg("button.checkInSkip") };
const fewer: Button = { action: "checkins.fewer", label: msg("button.checkInFewer") };
const choose: Button = { action: "checkins.when", label: msg("button.chooseTime") };
const stop: Button = { action: "checkins.stop", label: msg("button.checkInStop") };

const startToo: Button = { action: "checkins.start", label: msg("button.startThought") };
const noStart: Button = { action: "checkins.noStart", label: msg("button.noStartThought") };

export function show(
  view: string,
  { state, free }: Shown,
  viewer: Viewer,
  shell: Shell,
): Card | undefined {
  const help = helpLines(shell.organisation, viewer.person);
  if (view === "offer") return offerCard(state?.care, viewer, help);
  if (view === "question" || view === "easing") return careCard(view, state?.care, viewer, help);
  // A thought for the start of a shift is none once they are at work, or an hour later.
  const late = viewer.now - (state?.lastAt ?? 0) > hours(1);
  if (view === "start" && !viewer.posted && (free === false || late)) return undefined;
  if (view === "start") return thought(state, viewer, help);
  if (view === "invitation") return invited(state, help, viewer);
  if (state?.status !== "on" || state.prompt?.occasion !== viewer.occasion)
    return closed(msg("checkin.over"), help, viewer);
  if (state.prompt.is === "asked") return prompt(state, help);
  const over = closed(msg(`checkin.is.${state.prompt.is}`), help, viewer);
  // That it comes more rarely now stays to be read.
  return over === undefined || state.every === 1 ? over : { ...over, footer: why(state) };
}

/** Once it is answered, it says what was answered: the answer to the press is gone by then. */
function invited(state: Shown["state"], help: readonly Line[], viewer: Viewer): Card | undefined {
  if (state?.status === "invited") return invitation(state, help);
  if (state?.status === "off") return closed(msg("checkin.stopped"), help, viewer);
  if (state?.status !== "on" || state.next === undefined || !viewer.posted)
    return closed(msg("checkin.invitationOver"), help, viewer);
  return {
    ...card(msg("checkin.kept"), [msg("checkin.next", when(state.next)), ...help]),
    tone: "good",
    buttons: [choose, stop],
  };
}

/** Nothing comes until a time is kept or chosen (docs/features.md K1). */
function invitation(state: Invited, help: readonly Line[]): Card {
  return {
    ...card(msg("checkin.inviteTitle"), [
      msg("checkin.invite", when(state.first)),
      msg("checkin.whoSees"),
      ...help,
    ]),
    buttons: [
      { action: "checkins.keep", label: msg("button.keepTime"), style: "main" },
      choose,
      { ...stop, label: msg("button.noThanks"), argument: "shown" },
    ],
    footer: msg("checkin.inviteWhy"),
  };
}

function prompt(state: On, help: readonly Line[]): Card {
  return {
    ...card(msg("checkin.promptTitle"), [msg("checkin.whoSees"), ...help]),
    buttons: [openButton, skip, fewer],
    footer: why(state),
  };
}

const why = ({ every }: On): Text =>
  every > 1 ? msg("checkin.promptWhyRarer", { every }) : msg("checkin.promptWhy");

/** The thought at the start of a shift: nothing is asked back (docs/features.md K10). */
function thought(state: Shown["state"], viewer: Viewer, help: readonly Line[]): Card | undefined {
  const newest = state !== undefined && viewer.occasion === `c${state.posts}`;
  const buttons = newest && state.start !== undefined ? [noStart] : [];
  return {
    ...card(msg("checkin.startTitle"), [msg("checkin.startThought"), ...help]),
    buttons,
    footer: msg("checkin.startWhy"),
  };
}

/** Never posted and no longer wanted: dropped. */
function closed(title: Text, help: readonly Line[], viewer: Viewer): Card | undefined {
  return viewer.posted ? { ...card(title, help), tone: "closed" } : undefined;
}

const card = (title: Text, lines: readonly Line[]): Card => ({
  kind: "card",
  tone: "calm",
  // The same for all of them: a lock screen tells nobody which one it is.
  summary: msg("checkin.summary"),
  title,
  facts: [],
  lines,
  buttons: [],
});

const when = (slot: Slot) => ({
  day: msg(`checkin.day.${weekday(slot) as 1}`),
  time: time(slot.at),
});
const weekday = (slot: Slot): number => Temporal.PlainDate.from(slot.day).dayOfWeek;

/** What is said to an answer is never what was answered: "Saved", and what helps. */
export function answer(
  code: Answer,
  shown: Shown,
  by: PersonId,
  shell: Shell,
  note?: Note,
): Notice | undefined {
  // The invitation on which it was pressed says it.
  if (code === "kept" || code === "shown") return undefined;
  const help = helpLines(shell.organisation, by);
  const care = shown.state?.care;
  if (
    code === "followed" ||
    code === "declined" ||
    code === "easingEnded" ||
    code === "careSkipped"
  )
    return careAnswer(code, care, {}, help, toPerson(shell));
  if (code === "saved") return saved(shown, by, shell, note);
  if (code === "stopped") return notice([msg("checkin.stopped"), ...help], [choose]);
  if (code === "start" || code === "noStart") return notice([msg(`checkin.${code}`), ...help], []);
  if (code === "skipped") return notice([msg("checkin.skipped"), ...help], []);
  const next = shown.state?.status === "on" ? shown.state.next : undefined;
  const lines: Line[] = [msg(`checkin.${code}`)];
  if (next !== undefined) lines.push(msg("checkin.next", when(next)));
  return notice([...lines, ...help], [choose, stop]);
}

function saved(shown: Shown, by: PersonId, shell: Shell, note: Note | undefined): Notice {
  const help = helpLines(shell.organisation, by);
  // The words go no further than this line: nothing is kept, counted or told of it
  // (docs/features.md K4).
  if (Object.values(note ?? {}).some(speaksOfSelfHarm)) return crisis(help);
  const answers = readAnswers(note ?? {});
  const care = shown.state?.care;
  if (answers === undefined) return careAnswer("saved", care, note ?? {}, help, toPerson(shell));
  const suggested = easingOffer(care, note ?? {});
  const offer = offerAfter([...shown.history, { day: shown.today, answers }]);
  if (offer === undefined)
    return notice(
      [msg("checkin.saved"), ...suggested, ...help],
      suggested.length === 0 ? [] : toPerson(shell),
    );
  return notice([msg("checkin.saved"), ...suggested, ...offered(offer), ...help], offerButtons);
}

/** Somebody real, where the organisation names somebody: without check-ins it need not. */
const toPerson = ({ organisation }: Shell): readonly Button[] =>
  supportOf(organisation).contacts.length === 0 ? [] : [contactMe];

/** An offer, never a label (docs/features.md K3). */
const offered = (offer: Offer): Line[] =>
  offer === "today"
    ? [msg("checkin.offerToday")]
    : [msg("checkin.offerToday"), msg("checkin.offerLasting")];
const offerButtons: readonly Button[] = [
  { action: "breaks.start", label: msg("button.offerBreak"), argument: String(minutes(20)) },
  contactMe,
  { action: "checkins.ideas", label: msg("button.offerIdeas") },
];

/** Who helps now comes first; "Saved" last, and nothing is asked. */
function crisis(help: readonly Line[]): Notice {
  return {
    ...notice(
      [msg("crisis.title"), ...help, msg("crisis.person"), msg("checkin.saved")],
      [contactMe],
    ),
    tone: "urgent",
  };
}

export function refusal(
  code: Refusal,
  _shown: Shown | undefined,
  shell: Shell,
  by?: PersonId,
): Notice {
  const help = by === undefined ? [] : helpLines(shell.organisation, by);
  if (code === "ready")
    return notice(
      [msg("checkin.ready"), msg("checkin.whoSees"), ...help],
      [openButton, choose, hardCallsButton, pictureButton, contactMe],
    );
  return notice(
    [
      msg(
        code === "off" ? "checkin.off" : code === "not-yours" ? "refused.notYours" : "checkin.over",
      ),
      ...help,
    ],
    [],
  );
}

/** On their own page only: when the next one comes, and how to change it. */
export async function home(tx: Tx, shell: Shell, person: PersonId): Promise<HomePart> {
  if (offeredTo(shell.organisation, person) === undefined) return {};
  const state = (await readShown(tx, shell, person))?.state;
  const next = state?.status === "on" ? state.next : undefined;
  const line = next === undefined ? msg("checkin.homeNone") : msg("checkin.homeNext", when(next));
  const times = [
    choose,
    ...(next === undefined ? [] : [stop]),
    state?.start === undefined ? startToo : noStart,
  ];
  return {
    rows: [
      { under: "forYou", tone: "calm", line: msg("checkin.ready"), buttons: [openButton] },
      { under: "settings", tone: "calm", line, buttons: times },
    ],
  };
}
