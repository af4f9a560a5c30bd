import { never } from "../../kernel/never.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Line, msg, people, person, time } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Shell, Viewer } from "../../runtime/feature.ts";
import { handoverLines } from "../handover/draft.ts";
import { isOverdue } from "../overdue.ts";
import {
  type Live,
  type Missed,
  holderOf,
  isLive,
  isMissed,
  isNamed,
  isTaken,
  soughtOf,
} from "../request.ts";
import { repeatLines } from "../repeat/lines.ts";
import type { Shown, Waiting } from "../shown.ts";
import type { LiveRole } from "./button-rows.ts";
import { type CardButtons, supervisorButtons } from "./buttons.ts";
import { closedPage } from "./page-closed.ts";
import { dangerAsked, dangerCaller, dangerNeedsCaller, dangerTaken } from "./page-danger.ts";
import { held, soughtCard } from "./page-held.ts";
import { card, facts, summary, taken, who } from "./page-parts.ts";
import { roleOf } from "./page-role.ts";

/**
 * The supervisor's card: who, where, and one thing to press. It is of the newest message.
 * @returns undefined: never posted, and no longer wanted
 */
export function page(shown: Shown, viewer: Viewer, shell: Shell): Card | undefined {
  const { request, waiting, typed, plan } = shown;
  if (!isLive(request)) return viewer.posted ? closedPage(request, viewer, shell, plan) : undefined;
  if (!viewer.posted && !isWanted(request, viewer)) return undefined;
  if (!mayTake(request, viewer, shell)) return viewer.posted ? notTheirs : undefined;
  const role = roleOf(request, viewer);
  const isTheirs = holderOf(request) === viewer.person || soughtOf(request).includes(viewer.person);
  const joinUrl = isTheirs ? typed?.joinUrl : undefined;
  const buttons = supervisorButtons(role, request, { ...shell, joinUrl });
  const drawn = cardOf(role, request, { waiting, typed }, viewer, shell, buttons);
  // Who neither has it nor may take it needs no more than who has it.
  return role === "taken" || role === "takerNeeded"
    ? drawn
    : { ...drawn, lines: [...drawn.lines, ...repeatLines(request, plan)] };
}

/** Whom the organisation's file leaves with no team to run: the rules refuse their presses. */
function mayTake(request: Live, { person: id }: Viewer, { organisation }: Shell): boolean {
  const known = organisation.people.get(id);
  return known?.listed === true && (known.supervises.length > 0 || isNamed(request, id));
}
const notTheirs: Card = card("closed", msg("page.titleNotYours"), []);

/** A page that is not posted yet is still news: not taken by others, not too late. */
function isWanted(request: Live, viewer: Viewer): boolean {
  // Written before Handrail was away: it would ring for a call that is over.
  if (isMissed(request) || isOverdue(request, viewer.now)) return false;
  const concerned =
    holderOf(request) === viewer.person || soughtOf(request).includes(viewer.person);
  return !isTaken(request) || concerned || request.level === "danger";
}

function cardOf(
  role: LiveRole,
  request: Live,
  { waiting, typed }: Pick<Shown, "waiting" | "typed">,
  viewer: Viewer,
  shell: Shell,
  buttons: CardButtons,
): Card {
  const isDanger = request.level === "danger";
  switch (role) {
    case "onTheWay":
    case "onTheWayInDanger":
    case "withAgent":
    case "withAgentInDanger":
    case "answered":
    case "answeredInDanger":
      return held(request, viewer, shell, buttons, typed);
    case "sought":
    case "soughtInDanger":
      return soughtCard(request, viewer, shell, buttons, typed);
    case "caller":
      return dangerCaller(request, shell, buttons);
    case "callerNeeded":
    case "callerNeededOrTaker":
      return dangerNeedsCaller(request, shell, buttons);
    case "taken":
    case "takerNeeded":
      return isDanger ? dangerTaken(request, buttons) : taken(request);
    case "asked":
    case "askedOnce":
      if (isDanger) return dangerAsked(request, shell, buttons);
      if (isMissed(request)) return missed(request, shell, buttons);
      return asked(request, waiting, viewer, shell, buttons);
    default:
      return never(role);
  }
}

/** Nobody has it yet. */
function asked(
  request: Live,
  waiting: readonly Waiting[],
  viewer: Viewer,
  shell: Shell,
  buttons: CardButtons,
): Card {
  const title = request.passed.includes(viewer.person)
    ? msg("page.titlePassed")
    : msg(request.status === "exhausted" ? "page.titleNoAnswer" : "page.title", who(request));
  // What was pressed. Typed words wait until they have it, or ask to see them.
  const lines = [...handoverLines(request), ...alsoWaiting(waiting, viewer.now)];
  return {
    ...card("urgent", title, lines, buttons),
    summary: summary(request, shell),
    facts: facts(request, shell),
    footer: msg("page.captionOthersStop"),
  };
}

/** At most this many are named on a card. */
const named = 3;

/** Who else waits, the longest first, in one line. */
function alsoWaiting(waiting: readonly Waiting[], now: Instant): Line[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const count = waiting.length;
  return [
    msg("page.alsoWaiting", {
      now: time(now),
      people: people(waiting.slice(0, named).map(({ requester }) => requester)),
      more: Math.max(0, count - named),
      count,
      since: time(first.since),
    }),
  ];
}

/**
 * It waited while Handrail was away. Nobody is paged for it; people with the old card may take it.
 */
function missed(request: Missed, shell: Shell, buttons: CardButtons): Card {
  const { since, holder } = request.overtaken;
  const at = { time: time(since) };
  const line =
    holder === undefined
      ? msg("page.overtaken", at)
      : msg("page.overtakenTaken", { ...at, holder: person(holder) });
  return {
    ...card("calm", msg("page.titleOvertaken", who(request)), [line], buttons),
    facts: facts(request, shell),
  };
}
