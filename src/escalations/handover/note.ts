import { cut } from "../../platform/cut.ts";
import type { PromisedInCall } from "../../people/promises.ts";
import { type Line, dateAndTime, literal, msg, person, time } from "../../platform/text.ts";
import type { Event } from "../events.ts";
import { type Request, isLive } from "../request.ts";
import { doneParts, joined, need, promised, said, why } from "./draft.ts";
import { type Typed, longestWritten, saidIn } from "./typed.ts";

/*
 * The note after the call: what was pressed, when, and who came, with what was typed. It is drafted
 * from the request and its journal, which know nothing of breaks, talks or check-ins. Pure.
 */

/** When, for which team, and how it ended. */
function heading(request: Request): Line[] {
  const until = isLive(request) ? request.lastAt : request.closedAt;
  const outcome = isLive(request) ? undefined : request.outcome;
  return [
    msg("note.heading", {
      date: request.openedAt,
      from: time(request.openedAt),
      until: time(until),
      team: literal(request.team),
      level: msg(`level.${request.level}`),
    }),
    ...(outcome === undefined ? [] : [msg("note.outcome", { outcome: msg(`outcome.${outcome}`) })]),
  ];
}

/** Who answered, came or called for help, in their order. */
const whoCame = (events: readonly Event[]): Line[] =>
  events.flatMap((event): Line[] => {
    const at = { time: time(event.at) };
    switch (event.type) {
      case "joined":
        return event.holder === undefined
          ? [msg("note.someoneCame", at)]
          : [msg("note.came", { ...at, holder: person(event.holder) })];
      case "answered": {
        const verdict = msg(`verdict.${event.verdict}`);
        return [msg("note.answered", { ...at, holder: person(event.by), verdict })];
      }
      case "callingForHelp":
        return [msg("note.called", { ...at, holder: person(event.by) })];
      case "helpSaid":
        return event.called ? [msg("note.helpCalled", at)] : [];
      case "checked":
        return event.point === "called" ? [msg("note.helpCalled", at)] : [];
      default:
        return [];
    }
  });

/** Calls that were promised meanwhile, with what about where the note does not say it already. */
const callsPromised = (promises: readonly PromisedInCall[], { written }: Typed): Line[] =>
  promises.map(({ dueAt, words }) => {
    const when = dateAndTime(dueAt);
    return words === "" || words === written?.promised
      ? msg("note.callAt", { when })
      : msg("note.callAbout", { when, words: literal(cut(words, longestWritten)) });
  });

/** What was pressed: above the fields in which the rest is written. */
export function pressedLines(
  request: Request,
  events: readonly Event[],
  typed: Typed,
  promises: readonly PromisedInCall[] = [],
): Line[] {
  const { offer } = typed;
  const parts = joined(doneParts(request, { offer }, longestWritten), "handover.alongside");
  return [
    ...heading(request),
    ...(parts === undefined ? [] : [msg("handover.done", { done: parts })]),
    ...whoCame(events),
    ...callsPromised(promises, typed),
  ];
}

/** All of it, to be copied. */
export function noteLines(
  request: Request,
  events: readonly Event[],
  typed: Typed,
  promises: readonly PromisedInCall[] = [],
): Line[] {
  const { caseReference } = typed;
  const parts = joined(doneParts(request, typed, longestWritten), "handover.alongside");
  const [first, ...ended] = heading(request);
  return [
    ...(first === undefined ? [] : [first]),
    ...(caseReference === undefined
      ? []
      : [msg("note.case", { reference: literal(caseReference) })]),
    ...said(saidIn(typed), longestWritten),
    ...why(request),
    ...(parts === undefined ? [] : [msg("handover.done", { done: parts })]),
    ...whoCame(events),
    ...promised(typed, longestWritten),
    ...callsPromised(promises, typed),
    ...need(request),
    ...ended,
  ];
}
