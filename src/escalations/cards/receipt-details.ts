import { never } from "../../kernel/never.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Line, literal, msg, people, person, telephone, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Category } from "../categories.ts";
import { emergencyNumber } from "../emergency.ts";
import {
  type Acknowledged,
  type Exhausted,
  type Live,
  type Open,
  isMissed,
  isTaken,
  rolesOf,
  soughtOf,
  stillAsked,
} from "../request.ts";
import { saidAsNow } from "../times.ts";
import { crowd, isUnanswered } from "./receipt-status.ts";

/** What the agent reads below the title. */
export const details = (request: Live, shell: Shell, now: Instant): Line[] => [
  ...dangerSent(request),
  ...byStatus(request, shell, now),
  ...(request.category === undefined ? [] : coaching(request.category)),
  ...callerLine(request),
  ...(request.status === "open" ? whoIsLeftOut(request) : []),
];

/**
 * The title says who has it. The lines below say that the danger was sent, and who is asked to
 * call.
 */
function dangerSent(request: Live): Line[] {
  if (request.level !== "danger" || !isTaken(request)) return [];
  const asked = stillAsked(request);
  return request.danger.caller !== undefined || asked.length === 0
    ? [msg("receipt.dangerSent")]
    : [msg("receipt.dangerSentAsking", { people: crowd(asked) })];
}

function byStatus(request: Live, shell: Shell, now: Instant): Line[] {
  switch (request.status) {
    case "open":
      return whileAsking(request, shell);
    case "acknowledged":
      return whileComing(request, shell, now);
    case "exhausted":
      return whileQuiet(request, shell);
    case "joined":
      return [];
    default:
      return never(request);
  }
}

function whileAsking(request: Open, shell: Shell): Line[] {
  const isDanger = request.level === "danger";
  const lines: Line[] = [];
  if (isDanger && isUnanswered(request)) {
    const number = literal(emergencyNumber(shell.organisation.country));
    lines.push(msg("receipt.dangerNobodyCall", { number }));
  }
  if (request.category !== undefined) return lines;
  if (isDanger) lines.push(msg("receipt.breathe"));
  else lines.push(msg("receipt.hold"));
  return lines;
}

function whileComing(request: Acknowledged, shell: Shell, now: Instant): Line[] {
  const holder = person(request.holder);
  const extension = shell.organisation.people.get(request.holder)?.extension;
  const where =
    extension === undefined
      ? msg("receipt.takenLine", { holder })
      : msg("receipt.takenExtension", { holder, extension: telephone(extension) });
  const sought = soughtOf(request);
  if (sought.length > 0) return [where, msg("receipt.sought", { people: crowd(sought) })];
  return saidAsNow(request.joinBy, now)
    ? [where, msg("receipt.joinNow")]
    : [where, msg("receipt.joinBy", { time: time(request.joinBy) })];
}

function whileQuiet(request: Exhausted, shell: Shell): Line[] {
  const missed = isMissed(request);
  const phone = shell.organisation.dutyPhone;
  return [
    msg(missed ? "receipt.overtakenAdvice" : "receipt.noAnswerAdvice"),
    ...(phone === undefined ? [] : [msg("receipt.noAnswerPhone", { phone: literal(phone) })]),
    msg(missed ? "receipt.overtakenStill" : "receipt.noAnswerStill"),
  ];
}

/** Three bullets for what the call is, listening first (docs/features.md E9). */
const coaching = (category: Category): Line[] =>
  ([1, 2, 3] as const).map((n) => msg(`coach.${category}.${n}`));

function callerLine(request: Live): Line[] {
  const caller = rolesOf(request)?.caller;
  return caller === undefined ? [] : [msg("receipt.caller", { caller: person(caller) })];
}

/** People that the step meant, and who are asked later or not at all (docs/features.md E12). */
function whoIsLeftOut({ heldBack, lost }: Open): Line[] {
  const lines: Line[] = [];
  if (heldBack.length > 0) lines.push(msg("receipt.heldBack", { people: people(heldBack) }));
  if (lost.length > 0) lines.push(msg("receipt.unreachable", { people: people(lost) }));
  return lines;
}
