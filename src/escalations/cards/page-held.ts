import { type Line, type Text, msg, person, time } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Shell, Viewer } from "../../runtime/feature.ts";
import { stepLines } from "../boundary/lines.ts";
import { checklistLines, emergencyLines } from "../danger/lines.ts";
import { handoverLines, readBack } from "../handover/draft.ts";
import type { Typed } from "../handover/typed.ts";
import { heldSince } from "../hold/lines.ts";
import {
  type Acknowledged,
  type DangerRoles,
  type Request,
  handedTo,
  holderOf,
  rolesOf,
  soughtOf,
  turnedDown,
} from "../request.ts";
import { saidAsNow } from "../times.ts";
import { standingManner, standingVerdict } from "../verdict/standing.ts";
import type { CardButtons } from "./buttons.ts";
import { card, facts, summary, who } from "./page-parts.ts";

/** The holder's card. */
export function held(
  request: Request,
  viewer: Viewer,
  shell: Shell,
  buttons: CardButtons,
  typed: Typed | undefined,
): Card {
  const isDanger = request.level === "danger";
  const title =
    request.status === "acknowledged" ? titleOnTheWay(request, viewer) : titleThere(request);
  const roles = rolesOf(request);
  const lines: Line[] = [
    ...(request.status === "acknowledged" ? [joinBy(request, viewer)] : []),
    ...handOff(request),
    ...mannerLine(request),
    ...(roles === undefined
      ? handover(request, viewer, typed)
      : [...stepLines(request), ...heldSince(request), ...dangerLines(request, roles, shell)]),
  ];
  return {
    ...card(isDanger ? "danger" : "good", title, lines, buttons),
    // A new card says the same to everybody (docs/features.md E18). A redrawn card tells a screen
    // reader who holds the request.
    summary:
      isDanger || !viewer.posted ? summary(request, shell) : msg("page.summaryMine", who(request)),
    facts: facts(request, shell),
  };
}

/** A danger has none: nobody reads it then (docs/features.md C6). */
function handover(request: Request, viewer: Viewer, typed: Typed | undefined): Line[] {
  const known = notOwn(request, viewer, typed);
  return [
    ...handoverLines(request, known, viewer.person),
    ...(known.unreadable === true ? [msg("words.unreadable")] : []),
    ...readBack(request, known),
  ];
}

/** What they offered themselves is not told to them. */
const notOwn = ({ verdict }: Request, { person: reader }: Viewer, typed: Typed = {}): Typed =>
  verdict?.by === reader ? { ...typed, offer: undefined } : typed;

/** At the agent's side, or not: an answer came from afar, also where it is a danger since. */
function titleThere(request: Request): Text {
  const isDanger = request.level === "danger";
  const standing = standingVerdict(request);
  if (standing === undefined)
    return msg(isDanger ? "page.dangerWith" : "page.titleWith", who(request));
  return isDanger
    ? msg("page.dangerMine", who(request))
    : msg("page.titleAnswered", { ...who(request), verdict: msg(`verdict.${standing.verdict}`) });
}

function titleOnTheWay(request: Acknowledged, viewer: Viewer): Text {
  if (soughtOf(request).some((id) => id !== handedTo(request)))
    return msg("page.titleAgain", who(request));
  const isDanger = request.level === "danger";
  if (!request.nudged) return msg(isDanger ? "page.dangerMine" : "page.titleMine", who(request));
  // A new danger is told at once. A reminder comes halfway, and asks whether they go.
  const isHalfway = viewer.now * 2 >= request.takenAt + request.joinBy;
  if (!isDanger) return msg("page.titleNudge", who(request));
  return msg(isHalfway ? "page.dangerNudge" : "page.titleDanger", who(request));
}

const joinBy = (request: Acknowledged, viewer: Viewer): Line =>
  saidAsNow(request.joinBy, viewer.now)
    ? msg("page.joinNow", who(request))
    : msg("page.joinBy", { ...who(request), time: time(request.joinBy) });

/** A colleague was asked to take it, or did not. */
function handOff(request: Request): Line[] {
  const to = handedTo(request);
  if (to !== undefined) return [msg("page.handedOver", { person: person(to) })];
  const no = turnedDown(request);
  return no === undefined ? [] : [msg("page.turnedDown", { person: person(no) })];
}

function mannerLine(request: Request): Line[] {
  const manner = standingManner(request);
  return manner === undefined ? [] : [msg("page.manner", { ...who(request), manner })];
}

const dangerLines = (request: Request, roles: DangerRoles, shell: Shell): Line[] => [
  roleLine(request, roles),
  ...emergencyLines(request, shell),
  ...checklistLines(request, "partner", shell),
];

function roleLine(request: Request, { alone, caller }: DangerRoles): Line {
  if (alone) return msg("page.onlyYou", who(request));
  return caller === undefined
    ? msg("page.partner")
    : msg("page.caller", { caller: person(caller) });
}

/** Somebody has it, and another is wanted: the agent called again, or it is being handed on. */
export function soughtCard(
  request: Request,
  viewer: Viewer,
  shell: Shell,
  buttons: CardButtons,
  typed: Typed | undefined,
): Card {
  const handed = handedTo(request) === viewer.person;
  const tone = request.level === "danger" ? "danger" : "urgent";
  const line = msg(handed ? "page.handed" : "page.sought", {
    ...who(request),
    holder: person(holderOf(request) ?? ""),
  });
  const title = msg(
    !handed ? "page.titleAgain" : tone === "danger" ? "page.titleDanger" : "page.title",
    who(request),
  );
  // To whom it is given it goes with all of it; whom the agent called reads what was pressed.
  const lines =
    tone === "danger"
      ? []
      : handed
        ? handover(request, viewer, typed)
        : handoverLines(request, {}, viewer.person);
  return {
    ...card(tone, title, [line, ...lines], buttons),
    summary: summary(request, shell),
    facts: facts(request, shell),
  };
}
