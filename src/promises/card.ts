import type { PersonId } from "../kernel/ids.ts";
import { type Line, type Text, msg, person, time } from "../platform/text.ts";
import type { Card } from "../platform/view.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { holderButtons, promiseButton, showButton, takeButton } from "./buttons.ts";
import { customerLines, sayNotFixed, whatLines } from "./lines.ts";
import type { Closed, Open } from "./promise.ts";
import type { Shown } from "./store.ts";

/** What somebody sees of a promise, by what they are to it. Only its holder reads the words here. */
export function promiseCard(shown: Shown, viewer: Viewer, shell: Shell): Card | undefined {
  const { promised } = shown;
  const part = promised.cards[viewer.person]?.part;
  if (promised.status === "draft" || part === undefined) return undefined;
  if (promised.status !== "open") return closedCard(promised, viewer.person);
  switch (part) {
    case "holder":
      return holderCard(promised, shown, viewer.person, shell);
    case "asked":
      return askedCard(promised, viewer.person, shell);
    case "supervisor":
      return supervisorCard(promised, viewer.person, shell);
    case "before":
      return card(
        "closed",
        promised,
        msg("promise.elsewhere", { holder: person(promised.holder) }),
      );
  }
}

function holderCard(open: Open, { words }: Shown, reader: PersonId, shell: Shell): Card {
  const { dueAt, stage, zone, maker } = open;
  const at = { time: time(dueAt) };
  const title =
    stage < 3
      ? msg("promise.soon", at)
      : stage === 3
        ? msg("promise.now", at)
        : msg("promise.late", at);
  const from = maker === reader ? [] : [msg("promise.from", { person: person(maker) })];
  const lines = [
    ...whatLines(words),
    ...customerLines(shell, reader, dueAt, zone),
    ...from,
    msg("promise.notSolved"),
    sayNotFixed,
  ];
  const tone = stage < 3 ? "calm" : "urgent";
  return { ...card(tone, open, title, lines), buttons: holderButtons(open.id) };
}

/** Whose it is, is told to who takes it: why they are not there is nobody's business. */
function askedCard(open: Open, reader: PersonId, shell: Shell): Card {
  const { dueAt, zone, id } = open;
  const title = msg("promise.whoCan", { time: time(dueAt) });
  const lines = [msg("promise.first"), ...customerLines(shell, reader, dueAt, zone)];
  return { ...card("urgent", open, title, lines), buttons: [takeButton(id)] };
}

function supervisorCard(open: Open, reader: PersonId, shell: Shell): Card {
  const { dueAt, zone, holder, id } = open;
  const values = { person: person(holder), time: time(dueAt) };
  const lines = [msg("promise.nobodyYet", values), ...customerLines(shell, reader, dueAt, zone)];
  return {
    ...card("urgent", open, msg("promise.overdue"), lines),
    buttons: [takeButton(id), showButton(id)],
  };
}

function closedCard(closed: Closed, reader: PersonId): Card {
  const at = { time: time(closed.closedAt) };
  const title = msg(`promise.over.${closed.status}`, at);
  const again = closed.status === "notFixed" && closed.holder === reader;
  return {
    ...card("closed", closed, title, again ? [sayNotFixed, msg("promise.again")] : []),
    buttons: again ? [promiseButton(closed.id)] : [],
  };
}

/** A lock screen says that one is due, and nothing of it. */
const card = (
  tone: Card["tone"],
  { dueAt }: Open | Closed,
  title: Text,
  lines: readonly Line[] = [],
): Card => ({
  kind: "card",
  tone,
  summary: tone === "closed" ? title : msg("promise.summary", { time: time(dueAt) }),
  title,
  facts: [],
  lines,
  buttons: [],
});
