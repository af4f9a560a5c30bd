import type { PersonId } from "../kernel/ids.ts";
import type { Shift } from "../kernel/spans.ts";
import { hours } from "../kernel/time.ts";
import { newestOnly } from "../platform/gone.ts";
import { notice } from "../platform/notice.ts";
import { type Line, type Text, dateAndTime, msg, person, time } from "../platform/text.ts";
import type { Button, Card, Gone, Notice } from "../platform/view.ts";
import type { Viewer } from "../runtime/feature.ts";
import type { Answer, Refusal } from "./rules.ts";
import type { Swap } from "./swap.ts";

/** A shift's two ends. Its date stands once: a shorter one than a day ends at the next such time. */
export const endsOf = ({ from, to }: Shift) => ({
  from: dateAndTime(from),
  until: to - from < hours(24) ? time(to) : dateAndTime(to),
});
const you = (shift: Shift): Line => msg("swap.you", endsOf(shift));
const them = (id: PersonId, shift: Shift): Line =>
  msg("swap.them", { person: person(id), ...endsOf(shift) });

export function show(view: string, swap: Swap, viewer: Viewer): Card | Gone | undefined {
  switch (view) {
    case "ask":
      return askCard(swap, viewer);
    case "receipt":
      return newestOnly(swap.receipt, viewer, () => receiptCard(swap));
    case "changed":
      return changedCard(swap);
    case "told":
      return newestOnly(
        swap.status === "agreed" && swap.kind !== "change" ? "t2" : "t1",
        viewer,
        () => toldCard(swap),
      );
    default:
      return undefined;
  }
}

/** To who may take it. Why somebody leaves or swaps is asked of nobody. */
function askCard(swap: Swap, viewer: Viewer): Card | undefined {
  const { kind, owner, span, back, status, taker } = swap;
  const who = { person: person(owner) };
  const until = { ...who, time: time(span.to) };
  if (status === "agreed" && taker === viewer.person)
    return kind === "place"
      ? card("good", msg("place.mine", until))
      : card("good", msg("swap.mine", who), [you(span), ...returned(swap, owner)]);
  if (status === "agreed" && taker !== undefined)
    return card("closed", msg("place.taken", { person: person(taker) }));
  if (status !== "asked") return viewer.posted ? card("closed", closedTitle(swap)) : undefined;
  if (kind === "place")
    return {
      ...card("urgent", msg("place.asks", who), [msg("place.until", until)]),
      buttons: answersOf(swap),
    };
  return {
    ...card("calm", msg("swap.asks", who), [
      you(span),
      back === undefined ? msg("swap.noReturn") : them(owner, back),
    ]),
    buttons: answersOf(swap),
  };
}

/** What somebody may say who is asked. */
export function answersOf({ id: subject, kind }: Swap): Button[] {
  const accept = (label: Text): Button => ({
    ...{ action: "swaps.accept", label, subject, style: "main" },
  });
  if (kind === "place") return [accept(msg("button.placeTake"))];
  return [
    accept(msg("button.swapAccept")),
    { action: "swaps.decline", label: msg("button.swapDecline"), subject },
  ];
}

export const withdrawOf = ({ id: subject }: Swap): Button => ({
  ...{ action: "swaps.withdraw", label: msg("button.swapWithdraw"), subject },
});

const returned = ({ back }: Swap, who: PersonId): Line[] =>
  back === undefined ? [msg("swap.noReturn")] : [them(who, back)];

function closedTitle({ status }: Swap): Text {
  if (status === "declined") return msg("swap.declinedMine");
  return status === "withdrawn" ? msg("swap.withdrawn") : msg("swap.over");
}

/** To whose shift it is. */
function receiptCard(swap: Swap): Card {
  const { kind, span, back, status, taker, asked, urgent } = swap;
  const other = { person: person(taker ?? asked[0] ?? "") };
  const withdraw = withdrawOf(swap);
  if (status === "agreed" && kind === "place")
    // What is open of theirs comes as a card of its own, as whenever a shift ends.
    return card("good", msg("place.have", { ...other, time: time(span.to) }), [msg("place.go")]);
  if (status === "agreed")
    return card("good", msg("swap.agreed", other), [
      them(taker ?? "", span),
      ...(back === undefined ? [] : [you(back)]),
    ]);
  if (status === "declined")
    return card("closed", msg("swap.declined", other), [msg("swap.stays")]);
  if (status !== "asked") return card("closed", closedTitle(swap), [msg("swap.stays")]);
  if (kind === "place")
    return {
      ...(asked.length === 0
        ? card("urgent", msg("place.nobody"), [msg("place.nobodyWhat")])
        : card("calm", msg("place.asked"), [
            msg("place.waits"),
            ...(urgent === true ? [msg("place.nobodyWhat")] : []),
          ])),
      buttons: [withdraw],
    };
  return {
    ...card("calm", msg("swap.asked", other), [
      them(asked[0] ?? "", span),
      ...(back === undefined ? [] : [you(back)]),
      msg("swap.waits"),
    ]),
    buttons: [withdraw],
  };
}

function changedCard({ by, span, back }: Swap): Card {
  const title =
    back === undefined
      ? msg("change.off", { date: noon(span) })
      : msg("change.works", endsOf(back));
  return card("calm", title, [msg("change.by", { person: person(by) })]);
}

/** To who runs their team. */
export function toldCard(swap: Swap): Card {
  const { kind, owner, taker, span, back, by, status } = swap;
  if (kind === "change")
    return card("calm", msg("change.told", { by: person(by), person: person(owner) }), [
      back === undefined ? msg("change.toldOff", { date: noon(span) }) : them(owner, back),
    ]);
  const until = { time: time(span.to) };
  if (status === "agreed" && taker !== undefined) {
    const both = { person: person(taker), by: person(owner) };
    return kind === "place"
      ? card("calm", msg("place.told", { ...both, ...until }))
      : card("calm", msg("swap.told", both), [
          them(taker, span),
          ...(back === undefined ? [] : [them(owner, back)]),
        ]);
  }
  return status === "asked"
    ? card("urgent", msg("place.needed", { person: person(owner) }), [
        msg("place.neededUntil", until),
      ])
    : card("closed", closedTitle(swap));
}

/** To show a day as a date. */
const noon = ({ from: begin, to }: Shift): number => (begin + to) / 2;

/** Lock screens say that there is news, and nothing of whose. */
const card = (tone: Card["tone"], title: Text, lines: readonly Line[] = []): Card => ({
  ...{ kind: "card", tone, summary: msg("swap.summary"), title, facts: [], lines, buttons: [] },
});

export function answer(code: Answer): Notice | undefined {
  switch (code) {
    case "asked":
      return notice([msg("swap.answer.asked")]);
    case "placeAsked":
      return notice([msg("place.asked"), msg("place.waits")]);
    case "placeNobody":
      return notice([msg("place.nobody"), msg("place.nobodyWhat")]);
    case "accepted":
      return notice([msg("swap.answer.accepted")]);
    case "declined":
      return notice([msg("swap.answer.declined")]);
    case "withdrawn":
      return notice([msg("swap.answer.withdrawn")]);
    case "saved":
      return notice([msg("change.saved")]);
  }
}

export const refusal = (code: Refusal, swap: Swap | undefined): Notice => ({
  ...notice([sentenceFor(code, swap)]),
  // It stands in the place of what `/shift` said, whose other buttons are still good.
  ...(code === "no-shift-now" ? { buttons: [comeOn, goOff] } : {}),
});
const comeOn: Button = { action: "shifts.on", label: msg("button.shiftOn") };
const goOff: Button = { action: "shifts.off", label: msg("button.shiftOff") };

function sentenceFor(code: Refusal, swap: Swap | undefined): Text {
  switch (code) {
    case "closed":
      return msg("swap.refused.closed");
    case "taken":
      return swap?.taker === undefined
        ? msg("swap.refused.closed")
        : msg("swap.refused.taken", { person: person(swap.taker) });
    case "not-yours":
      return msg("swap.refused.notYours");
    case "oneself":
      return msg("swap.refused.oneself");
    case "no-colleague":
      return msg("swap.refused.noColleague");
    case "left":
      return msg("swap.refused.left");
    case "no-shift":
      return msg("swap.refused.noShift");
    case "no-shift-now":
      return msg("swap.refused.noShiftNow");
    case "changed":
      return msg("swap.refused.changed");
    case "no-return":
      return msg("swap.refused.noReturn");
    case "no-right":
      return msg("swap.refused.noRight");
    case "unknown":
      return msg("swap.refused.unknown");
    case "no-hours":
      return msg("swap.refused.noHours");
    case "past":
      return msg("swap.refused.past");
  }
}
