import { never } from "../../kernel/never.ts";
import type { Instant } from "../../kernel/time.ts";
import { emergencyFor } from "../../people/support.ts";
import { type Line, literal, msg, people, person, telephone, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import { sawAbuse } from "../boundary/ladder.ts";
import { boundaryLines } from "../boundary/lines.ts";
import { bullets, dangerBullet, isDanger } from "../coach/cards.ts";
import { abroadLines, agentLines } from "../danger/lines.ts";
import { holdLines } from "../hold/lines.ts";
import {
  type Acknowledged,
  type Exhausted,
  type Joined,
  type Live,
  type Open,
  holderOf,
  isMissed,
  isTaken,
  soughtOf,
  stillAsked,
} from "../request.ts";
import { saidAsNow } from "../times.ts";
import { verdictLines } from "../verdict/lines.ts";
import type { Offered } from "../verdict/offers.ts";
import { standingVerdict } from "../verdict/standing.ts";
import { crowd, isUnanswered } from "./receipt-status.ts";
import { waiting } from "./receipt-waiting.ts";

/** What the agent reads below the title. */
export function details(request: Live, shell: Shell, now: Instant, offer?: Offered): Line[] {
  const onTheLine = [...holdLines(request, shell), ...boundaryLines(request, shell)];
  const danger = [...raisedLine(request), ...dangerLines(request, shell)];
  const verdict = standingVerdict(request);
  // What an answer says stands in place of what helps until it comes.
  if (verdict !== undefined)
    return [
      ...danger,
      ...verdictLines(request, verdict, shell, offer),
      ...onTheLine,
      ...agentLines(request),
    ];
  return [
    ...danger,
    ...calmLine(request),
    ...onTheLine,
    ...byStatus(request, shell, now),
    ...agentLines(request),
    ...coaching(request),
    ...(request.status === "open" ? whoIsLeftOut(request) : []),
  ];
}

/** Somebody asked for them, and meant well (docs/features.md E15). */
const raisedLine = ({ raisedBy, status }: Live): Line[] => {
  if (raisedBy === undefined) return [];
  const by = person(raisedBy);
  return [msg(status === "joined" ? "receipt.raised" : "receipt.raisedMayEnd", { by })];
};

/** What stays true on an answer that nobody can change: what to say and do, and no asking. */
export const advice = (request: Open | Exhausted, shell: Shell): Line[] => [
  ...dangerLines(request, shell),
  ...calmLine(request),
  ...(request.status === "open" ? [] : whileQuiet(request, shell)),
  ...coaching(request),
];

/**
 * The number from the first second, that of the country where the agent is (docs/features.md C5),
 * and who calls it.
 */
function dangerLines(request: Live, shell: Shell): Line[] {
  const { organisation } = shell;
  if (request.level !== "danger") return [];
  const number = { number: literal(emergencyFor(organisation, request.requester)) };
  const { caller } = request.danger;
  if (caller !== undefined)
    return [
      msg("receipt.caller", { ...number, caller: person(caller) }),
      ...abroadLines(request, shell),
    ];
  const unanswered = request.status === "open" && isUnanswered(request);
  return [
    msg(unanswered ? "receipt.dangerNobodyCall" : "receipt.emergency", number),
    ...sent(request),
    ...abroadLines(request, shell),
  ];
}

/** The title says who has it. The line below says that the danger was sent. */
function sent(request: Live): Line[] {
  if (!isTaken(request)) return [];
  const asked = stillAsked(request);
  return asked.length === 0
    ? [msg("receipt.dangerSent")]
    : [msg("receipt.dangerSentAsking", { people: crowd(asked) })];
}

function byStatus(request: Live, shell: Shell, now: Instant): Line[] {
  switch (request.status) {
    case "open":
      return waiting(request, shell, now);
    case "acknowledged":
      return whileComing(request, shell, now);
    case "exhausted":
      return whileQuiet(request, shell);
    case "joined":
      return [whileThere(request)];
    default:
      return never(request);
  }
}

/**
 * After abuse or in a danger one breathing line; else what to say before a hold, while help is on
 * its way (docs/features.md C1). One thing to say at a time: what the agent just did comes first.
 */
function calmLine(request: Live): Line[] {
  if (request.level === "danger" || request.level === "abuse" || sawAbuse(request))
    return [msg("receipt.breathe")];
  const comes = request.status === "open" || request.status === "acknowledged";
  const says = request.boundary !== undefined || request.onHold !== undefined;
  return comes && !says ? [msg("receipt.hold")] : [];
}

function whileComing(request: Acknowledged, shell: Shell, now: Instant): Line[] {
  const holder = person(request.holder);
  const extension = shell.organisation.people.get(request.holder)?.extension;
  const times = { asked: time(request.openedAt), taken: time(request.takenAt) };
  return [
    msg("receipt.takenLine", { ...times, holder }),
    ...(extension === undefined
      ? []
      : [msg("receipt.takenExtension", { holder, extension: telephone(extension) })]),
    orElse(request, now),
  ];
}

/** What happens if they do not come. */
function orElse(request: Acknowledged, now: Instant): Line {
  const sought = soughtOf(request);
  if (sought.length > 0) return msg("receipt.sought", { people: crowd(sought) });
  const holder = person(request.holder);
  return saidAsNow(request.joinBy, now)
    ? msg("receipt.joinNow", { holder })
    : msg("receipt.joinBy", { holder, time: time(request.joinBy) });
}

function whileThere(request: Joined): Line {
  const times = { asked: time(request.openedAt), came: time(request.joinedAt) };
  const holder = holderOf(request);
  return holder === undefined
    ? msg("receipt.someoneSince", times)
    : msg("receipt.withSince", { ...times, holder: person(holder) });
}

function whileQuiet(request: Exhausted, shell: Shell): Line[] {
  const phone = shell.organisation.dutyPhone;
  const call: Line[] =
    phone === undefined ? [] : [msg("receipt.noAnswerPhone", { phone: literal(phone) })];
  if (isMissed(request))
    return [msg("receipt.overtakenAdvice"), ...call, msg("receipt.overtakenStill")];
  const asked = Object.keys(request.pages);
  const times = { from: time(request.openedAt), until: time(request.exhaustedAt) };
  return [
    msg("receipt.noAnswerAdvice"),
    ...call,
    ...(asked.length === 0 ? [] : [msg("receipt.weAsked", { ...times, people: crowd(asked) })]),
    msg("receipt.noAnswerStill"),
  ];
}

/** Three bullets for what the call is (docs/features.md C2). In a danger no card says to hang up. */
function coaching({ category, level }: Live): Line[] {
  if (category === undefined) return [];
  if (level !== "danger") return bullets(category);
  return isDanger(category) ? [...bullets(category), ...dangerBullet(category)] : [];
}

/** People that the step meant, and who are asked later or not at all (docs/features.md E12). */
function whoIsLeftOut({ heldBack, lost }: Open): Line[] {
  const lines: Line[] = [];
  if (heldBack.length > 0) lines.push(msg("receipt.heldBack", { people: people(heldBack) }));
  if (lost.length > 0) lines.push(msg("receipt.unreachable", { people: people(lost) }));
  return lines;
}
