import { type MessageKey, type Text, literal, msg, person } from "../../platform/text.ts";
import { callLinkOf } from "../../people/place.ts";
import type { AfterHelp } from "../../people/requests.ts";
import type { Button, Card } from "../../platform/view.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Behaviour, behaviours } from "../boundary/ladder.ts";

import { breatheButton, sayButton } from "../coach/buttons.ts";
import { isThreat, openPoints } from "../danger/checklist.ts";
import type { Part } from "../danger/points.ts";
import { hasBothRoles, needsCaller, nobodySaidHelp } from "../danger/roles.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { practiseButton, realHelp } from "../practice/marks.ts";
import { type Request, holderOf, isTaken } from "../request.ts";
import type { Manner } from "../verdict/manners.ts";
import { standingManner, standingVerdict } from "../verdict/standing.ts";
import type { Verdict } from "../verdict/verdicts.ts";
import { feedbackButton, rateButton, withoutDone } from "./after-help.ts";
import { type Drawing, button } from "./button.ts";
import { goodCallButton, planButton, thankButton } from "./after-buttons.ts";
import {
  type ButtonName,
  type Row,
  type Rows,
  type SupervisorRole,
  agentRowsOf,
  answerRowOf,
  homeRows,
  missedRow,
  supervisorRows,
} from "./button-rows.ts";

/* The buttons of each card. The rules check every press again. */

/** At most so many stand open on a live card, *More* among them. */
const most = 5;

/** The buttons of a card: those that stand open, and those behind More. */
export type CardButtons = Pick<Card, "buttons" | "behindMore">;

/** @param done what the agent pressed already after the end */
export const agentButtons = (request: Request, shell: Shell, done?: AfterHelp): CardButtons =>
  folded(withoutDone(agentRowsOf(request), done), request, shell);

export const answerButtons = (request: Request, shell: Shell): Button[] =>
  drawn(answerRowOf(request), request, shell);

export const supervisorButtons = (
  role: SupervisorRole,
  request: Request,
  shell: Drawing,
): CardButtons => folded(supervisorRows[role], request, shell);

/** Of a danger that is taken, any second supervisor may call for help (docs/features.md C5). */
export const homeButtons = (request: Request, shell: Shell, me: PersonId): Button[] =>
  isTaken(request) && holderOf(request) !== me && (needsCaller(request) || hasBothRoles(request))
    ? drawn(["callForHelp"], request, shell)
    : drawn(homeRows[request.status], request, shell);

export const missedButtons = (request: Request, shell: Shell): Button[] =>
  drawn(missedRow, request, shell);

/** What the customer does. Where it is paused, one of them is left (docs/features.md C3). */
export const behaviourTiles = (request: Request): Button[] =>
  behaviours
    .filter((one) => request.boundary?.stage !== "paused" || one === "serious")
    .map((one) => button(request, "boundary", msg(`behaviour.${one}`), climb(request, one)));

/**
 * The next step of what was said last: none before the first, and none while it is paused. Nobody is
 * offered to hang up on a threat that is a danger.
 */
export function nextStepButtons(request: Request): Button[] {
  const { stage, behaviour } = request.boundary ?? {};
  if (stage === "end")
    return isThreat(request) ? [] : [button(request, "endCall", msg("button.endCall"))];
  return stage === "warned" && behaviour !== undefined
    ? [button(request, "boundary", msg("button.boundary"), climb(request, behaviour))]
    : [];
}

/** With the steps that the card shows, so that an old card takes none. */
const climb = ({ boundary }: Request, behaviour: Behaviour): Pick<Button, "argument"> => ({
  argument: `${behaviour}-${boundary?.steps.length ?? 0}`,
});

/** With few buttons nothing folds: More alone would take the place of one. */
function folded({ open, folds }: Rows, request: Request, shell: Drawing): CardButtons {
  const first = drawn(open, request, shell);
  const all = [...first, ...drawn(folds, request, shell)];
  if (all.length <= most) return { buttons: all };
  const stand = Math.min(first.length, most - 1);
  return { buttons: all.slice(0, stand), behindMore: all.slice(stand) };
}

/** A button that has nothing to open is left out. */
const drawn = (row: Row, request: Request, shell: Drawing): Button[] =>
  row.flatMap((name) => draw[name](request, shell) ?? []);

type Draw = (request: Request, shell: Drawing) => Button | readonly Button[] | undefined;
const draw: Readonly<Record<ButtonName, Draw>> = {
  realHelp: () => realHelp,
  endPractice: (request) => button(request, "end", msg("button.endPractice")),
  /** About the one that is over: what it begins is another, with a card of its own. */
  practise: (request) => ({ ...practiseButton, subject: request.id }),
  again: (request) => button(request, "again", msg("button.askAgain")),
  dangerOrNot: (request) =>
    request.level === "danger"
      ? button(request, "notDanger", msg("button.notDanger"))
      : button(request, "danger", msg("button.danger"), {
          style: "danger",
          accessible: msg("label.danger"),
        }),
  holdOrBack: (request) =>
    request.onHold === undefined
      ? button(request, "hold", msg("button.hold"))
      : button(request, "back", msg("button.back")),
  /** The next step in one press; before the first, and while it is paused, it asks. */
  boundary: (request) =>
    nextStepButtons(request)[0] ?? button(request, "askBehaviour", msg("button.boundary")),
  otherBehaviour: (request) =>
    request.boundary?.stage === "warned"
      ? button(request, "askBehaviour", msg("button.otherBehaviour"))
      : undefined,
  say: (request) => sayButton(request.id),
  breathe: () => breatheButton,
  callEnded: (request) => button(request, "callEnded", msg("button.callEnded")),
  dontNeed: (request) => button(request, "dontNeed", msg("button.dontNeed")),
  why: (request) => button(request, "why", msg("button.sayWhy")),
  here: (request) => {
    const holder = holderOf(request);
    const label =
      holder === undefined
        ? msg("button.someoneHere")
        : msg("button.here", { person: person(holder) });
    return button(request, "here", label);
  },
  /** An agent with several chats at once may need help in more than one (docs/features.md E1). */
  another: (request, shell) =>
    shell.organisation.people.get(request.requester)?.channel === "chat"
      ? button(request, "another", msg("button.another"))
      : undefined,

  take: (request) => take(request, msg("button.acknowledge")),
  takeByName: (request) =>
    take(request, msg("overtaken.take", { person: person(request.requester) })),
  passOn: (request) =>
    button(request, "passOn", msg("button.passOn"), {
      accessible: about(request, "label.passOn"),
    }),
  approve: (request) => answer(request, "approve", msg("button.approve")),
  offerInstead: (request) =>
    request.level === "danger"
      ? undefined
      : button(request, "offerInstead", msg("button.offerInstead")),
  callBack: (request) => answer(request, "callBack", msg("button.callBack")),
  takeOver: (request) => answer(request, "takeOver", msg("button.takeOver")),
  arrived: (request) =>
    button(request, "arrived", msg("button.imWith", { person: person(request.requester) }), {
      style: "main",
    }),
  giveBack: (request) => button(request, "giveBack", msg("button.giveBack")),
  give: (request) => button(request, "give", msg("button.giveTo")),
  done: (request) =>
    button(request, nobodySaidHelp(request) ? "askDone" : "done", msg("button.done"), {
      style: request.status === "joined" ? "main" : undefined,
    }),
  callForHelp: (request) =>
    button(request, "callForHelp", msg("button.callForHelp"), { style: "danger" }),
  call: (request, { organisation }) => {
    const url = callLinkOf(organisation, request.requester);
    return url === undefined ? undefined : button(request, "call", msg("button.call"), { url });
  },
  openCall: (request, shell) => {
    const url = shell.joinUrl ?? shell.organisation.people.get(request.requester)?.joinUrl;
    return url === undefined
      ? undefined
      : button(request, "openCall", msg("button.openCall"), { url });
  },
  /** Who stays on the line may have to call as well: that comes first. */
  partnerPoints: (request) => [
    ...(hasBothRoles(request) ? pointsOf(request, "caller") : []),
    ...pointsOf(request, "partner"),
  ],
  callerPoints: (request) => pointsOf(request, "caller"),
  country: (request) => button(request, "askCountry", msg("button.country")),
  listening: (request) => manner(request, "listening"),
  coaching: (request) => manner(request, "coaching"),
  joining: (request) => manner(request, "joining"),
  words: (request) =>
    request.worded || request.category !== undefined || request.noted !== undefined
      ? button(request, "words", labelOfWords(request))
      : undefined,
  setPlan: planButton,
  thank: thankButton,
  goodCall: goodCallButton,
  handover: (request) => handoverButton(request),
  note: (request) => noteButton(request),
  copyNote: (request) => copyButton(request),
  rate: rateButton,
  feedback: feedbackButton,
  timeline: (request) => button(request, "timeline", msg("button.timeline")),
  /** A call-back, with its words in the note of this call (docs/features.md A2). */
  promise: (request) => ({
    action: "promises.form",
    label: msg("button.promise"),
    subject: request.id,
  }),
};

export const handoverButton = (request: Request): Button =>
  button(request, "handover", msg("button.handover"));
export const noteButton = (request: Request): Button => button(request, "note", msg("button.note"));
export const copyButton = (request: Request): Button =>
  button(request, "copyNote", msg("button.copyNote"));
/** Of a request that a colleague made, both may have written. */
const labelOfWords = ({ raisedBy, requester }: Request): Text =>
  raisedBy === undefined
    ? msg("button.showWords", { person: person(requester) })
    : msg("button.showWritten");

/** None in a danger, and none that was given already. */
const answer = (request: Request, verdict: Verdict, label: Text): Button | undefined =>
  request.level === "danger" || standingVerdict(request)?.verdict === verdict
    ? undefined
    : button(request, verdict, label);

/** What somebody sees to, one press for each point. */
const pointsOf = (request: Request, part: Part): Button[] =>
  openPoints(request, part).map((point) =>
    button(request, "check", msg(`point.${point}`), { argument: point }),
  );

/** Not what was said already; and before a danger is taken, taking it comes first. */
const manner = (request: Request, how: Manner): Button | undefined =>
  standingManner(request) === how || (request.level === "danger" && holderOf(request) === undefined)
    ? undefined
    : button(request, how, msg(`button.${how}`));

const take = (request: Request, label: Text): Button =>
  button(request, "acknowledge", label, {
    style: request.level === "danger" ? "danger" : "main",
    accessible: about(request, "label.acknowledge"),
  });

/** What a screen reader says: the press, and the person it is about. */
const about = (request: Request, key: MessageKey) =>
  msg(key, { person: person(request.requester), team: literal(request.team) });
