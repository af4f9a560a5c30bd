import type { PersonId } from "../../kernel/ids.ts";
import { seconds } from "../../kernel/time.ts";
import { cut, cutMiddle } from "../../platform/cut.ts";
import { type Line, type Text, literal, msg, person, time } from "../../platform/text.ts";
import { stepLine } from "../boundary/lines.ts";
import { warningsGiven } from "../boundary/ladder.ts";
import { heldSince } from "../hold/lines.ts";
import type { Request } from "../request.ts";
import { type Typed, type Written, longestWritten, saidIn } from "./typed.ts";

/*
 * Said, why, done, promised, need: drafted from what was pressed and typed. Pure. The card of who
 * has a request and the note after it are made of the same lines. See decisions/0061.
 */

/** Characters of typed text in one line of a card. */
const longestLine = 120;
/** What was done, at most so many parts. */
const mostDone = 5;

/**
 * Five lines at most; what is not known has none.
 * @param reader who reads it: what they did themselves is not told to them
 */
export function handoverLines(request: Request, typed: Typed = {}, reader?: PersonId): Line[] {
  return [
    ...said(saidIn(typed), longestLine),
    ...why(request),
    ...done(request, typed, reader),
    ...promised(typed, longestLine),
    ...need(request),
  ];
}

/** To say it back to the agent, in one sentence. Nothing where nothing is known. */
export function readBack(request: Request, typed: Typed = {}): Line[] {
  const said = saidIn(typed);
  const about = said === undefined ? category(request) : literal(oneLine(said, 80));
  const warnings = warningsGiven(request.boundary);
  const parts: Line[] = [
    ...(about === undefined ? [] : [about]),
    ...(warnings === 0 ? [] : [msg("handover.warnings", { count: warnings })]),
    ...(typed.written?.promised === undefined
      ? []
      : [msg("handover.isPromised", { promised: literal(oneLine(typed.written.promised, 60)) })]),
    ...(request.noted?.need === undefined
      ? []
      : [msg("handover.youNeed", { need: msg(`need.${request.noted.need}`) })]),
  ];
  const text = typed.written?.done ?? typed.offer;
  if (parts.length === 0 && text !== undefined) parts.push(literal(oneLine(text, 80)));
  const all = joined(parts, "handover.listed");
  return all === undefined
    ? []
    : [msg("handover.readBack", { person: person(request.requester), parts: all })];
}

/* The lines of the draft. Each is left out where nothing is known. */

/** What the agent said, in one line. @param longest in characters */
export const said = (text: string | undefined, longest: number): Line[] =>
  text === undefined ? [] : [msg("handover.said", { said: literal(oneLine(text, longest)) })];

/** The tiles of a danger say whom they call, too. */
function category({ category: code }: Request): Text | undefined {
  if (code === undefined) return undefined;
  return code === "THR" || code === "RSK" || code === "SAF"
    ? msg(`handover.why.${code}`)
    : msg(`category.${code}`);
}

/** The reason that was pressed. */
export function why(request: Request): Line[] {
  const known = category(request);
  return known === undefined ? [] : [msg("handover.why", { category: known })];
}

/** What the agent wrote that they promised. @param longest in characters */
export const promised = ({ written }: Typed, longest: number): Line[] =>
  written?.promised === undefined
    ? []
    : [msg("handover.promised", { promised: literal(oneLine(written.promised, longest)) })];

/** What the agent needs, as they tapped it. */
export const need = ({ noted }: Request): Line[] =>
  noted?.need === undefined ? [] : [msg("handover.need", { need: msg(`need.${noted.need}`) })];

/** What was written in the fields, and no more. */
export const writtenLines = (written: Written = {}): Line[] => [
  ...said(written.said, longestWritten),
  ...(written.done === undefined
    ? []
    : [msg("handover.done", { done: literal(oneLine(written.done, longestWritten)) })]),
  ...promised({ written }, longestWritten),
];

/** What was done, and who answered or came before. */
function done(request: Request, typed: Typed, reader: PersonId | undefined): Line[] {
  const parts = joined(doneParts(request, typed, longestLine), "handover.alongside");
  const { verdict, arrived } = request;
  if (verdict !== undefined && verdict.by !== reader)
    return [
      msg("handover.doneAnswered", {
        done: before(parts),
        holder: person(verdict.by),
        verdict: msg(`verdict.${verdict.verdict}`),
      }),
    ];
  if (arrived?.person !== undefined && arrived.person !== reader)
    return [
      msg("handover.doneCame", {
        done: before(parts),
        holder: person(arrived.person),
        time: time(arrived.at),
      }),
    ];
  return parts === undefined ? [] : [msg("handover.done", { done: parts })];
}

const before = (parts: Line | undefined): Line =>
  parts === undefined
    ? literal("")
    : msg("handover.alongside", { first: parts, rest: literal("") });

/** Warnings, the hold, what was offered, and what the agent wrote. */
export function doneParts(request: Request, typed: Typed, longest: number): Line[] {
  const text = typed.written?.done;
  const parts = [
    ...stepParts(request),
    ...holdParts(request),
    ...(typed.offer === undefined
      ? []
      : [msg("handover.offered", { offer: literal(oneLine(typed.offer, 80)) })]),
    ...(text === undefined ? [] : [literal(oneLine(text, longest))]),
  ];
  return cutMiddle(parts, mostDone, literal("…"));
}

/** The behaviour is named once, where it begins. */
function stepParts({ boundary }: Request): Line[] {
  const steps = boundary?.steps ?? [];
  return steps.map((step, index) => {
    const isSame = steps[index - 1]?.behaviour === step.behaviour;
    if (!isSame) return stepLine(step);
    const at = { time: time(step.at) };
    return step.warning === undefined
      ? msg("handover.mayEnd", at)
      : msg("handover.warning", { ...at, number: step.warning });
  });
}

function holdParts(request: Request): Line[] {
  const total = Math.floor((request.heldFor ?? 0) / seconds(1));
  const held = { minutes: Math.floor(total / 60), seconds: total % 60 };
  return [...(total === 0 ? [] : [msg("handover.held", held)]), ...heldSince(request)];
}

/** Several parts in one line; undefined: none. */
export function joined(
  parts: readonly Line[],
  key: "handover.alongside" | "handover.listed",
): Line | undefined {
  return parts.reduceRight<Line | undefined>(
    (rest, first) => (rest === undefined ? first : msg(key, { first, rest })),
    undefined,
  );
}

/** Typed text without its line breaks. */
const oneLine = (text: string, longest: number): string =>
  cut(text.replaceAll(/\s+/g, " ").trim(), longest);
