import { type MessageKey, type Text, literal, msg, person } from "../../platform/text.ts";
import { callLinkOf } from "../../people/place.ts";
import type { AfterHelp } from "../../people/requests.ts";
import type { Button, Card } from "../../platform/view.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Behaviour, behaviours } from "../boundary/ladder.ts";
import { type Category, categories, outcomes } from "../categories.ts";
import { breatheButton, sayButton } from "../coach/buttons.ts";
import { nobodySaidHelp } from "../danger.ts";
import { type Request, holderOf, isLive } from "../request.ts";
import { helperOf } from "../thanks/helper.ts";
import { standingVerdict } from "../verdict/standing.ts";
import type { Verdict } from "../verdict/verdicts.ts";
import {
  type ButtonName,
  type Row,
  type Rows,
  type SupervisorRole,
  agentRowsOf,
  answerRows,
  homeRows,
  missedRow,
  supervisorRows,
} from "./button-rows.ts";

/* The buttons of each card. The rules check every press again. */

/** At most so many stand open on a live card, *More* among them. */
const most = 5;

/** The buttons of a card: those that stand open, and those behind More. */
export type CardButtons = Pick<Card, "buttons" | "behindMore">;

/** @param done what the agent pressed already after the end: it is not offered twice */
export function agentButtons(
  request: Request,
  shell: Shell,
  done: AfterHelp | undefined,
): CardButtons {
  const { open, folds } = agentRowsOf(request);
  const gone: readonly ButtonName[] = [
    ...(done?.rated === true ? ["rate" as const] : []),
    ...(done?.feedbackAsked === true ? ["feedback" as const] : []),
  ];
  return folded({ open, folds: folds.filter((name) => !gone.includes(name)) }, request, shell);
}

export const answerButtons = (request: Request, shell: Shell): Button[] =>
  drawn(answerRows[request.status], request, shell);

export const supervisorButtons = (
  role: SupervisorRole,
  request: Request,
  shell: Shell,
): CardButtons => folded(supervisorRows[role], request, shell);

export const homeButtons = (request: Request, shell: Shell): Button[] =>
  drawn(homeRows[request.status], request, shell);

export const missedButtons = (request: Request, shell: Shell): Button[] =>
  drawn(missedRow, request, shell);

/** What came of it: one tap, asked of the last helper (docs/features.md E7). */
export const outcomeButtons = (request: Request): Button[] =>
  outcomes.map((outcome) =>
    button(request, "record", msg(`outcome.${outcome}`), { argument: outcome }),
  );

/** What happened, one tap each (docs/features.md E9). */
export const whyTiles = (request: Request, offered: readonly Category[]): Button[] =>
  offered.map((category) =>
    button(request, "category", msg(`category.${category}`), {
      argument: category,
      style: categories[category] === "danger" ? "danger" : undefined,
    }),
  );
export const inWords = (request: Request): Button => button(request, "inWords", msg("why.inWords"));

/** What the customer does. Where it is paused, one of them is left (docs/features.md C3). */
export const behaviourTiles = (request: Request): Button[] =>
  behaviours
    .filter((one) => request.boundary?.stage !== "paused" || one === "serious")
    .map((one) => button(request, "boundary", msg(`behaviour.${one}`), climb(request, one)));

/** The next step of what was said last: none before the first, and none while it is paused. */
export function nextStepButtons(request: Request): Button[] {
  const { stage, behaviour } = request.boundary ?? {};
  if (stage === "end") return [button(request, "endCall", msg("button.endCall"))];
  return stage === "warned" && behaviour !== undefined
    ? [button(request, "boundary", msg("button.boundary"), climb(request, behaviour))]
    : [];
}

/** With the steps that the card shows, so that an old card takes none. */
const climb = ({ boundary }: Request, behaviour: Behaviour): Pick<Button, "argument"> => ({
  argument: `${behaviour}-${boundary?.steps.length ?? 0}`,
});

/** Before the end of a danger in which nobody said that help was called (docs/features.md C5). */
export const helpButtons = (request: Request): Button[] => [
  button(request, "done", msg("done.called"), { argument: "called" }),
  button(request, "done", msg("done.notNeeded"), { argument: "not-needed" }),
];

/** With few buttons nothing folds: More alone would take the place of one. */
function folded({ open, folds }: Rows, request: Request, shell: Shell): CardButtons {
  const [buttons, rest] = [drawn(open, request, shell), drawn(folds, request, shell)];
  return buttons.length + rest.length <= most
    ? { buttons: [...buttons, ...rest] }
    : { buttons, behindMore: rest };
}

/** A button that has nothing to open is left out. */
const drawn = (row: Row, request: Request, shell: Shell): Button[] =>
  row.flatMap((name) => draw[name](request, shell) ?? []);

const draw: Readonly<Record<ButtonName, (request: Request, shell: Shell) => Button | undefined>> = {
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
    const url = shell.organisation.people.get(request.requester)?.joinUrl;
    return url === undefined
      ? undefined
      : button(request, "openCall", msg("button.openCall"), { url });
  },
  words: (request) =>
    request.worded || request.category !== undefined
      ? button(request, "words", msg("button.showWords", { person: person(request.requester) }))
      : undefined,
  rate: (request) => aboutHelp(request, "ratings.ask", msg("button.rate")),
  feedback: (request) => aboutHelp(request, "feedback.ask", msg("button.feedback")),
  timeline: (request) => button(request, "timeline", msg("button.timeline")),
};

/** Where somebody helped, and it is over (docs/features.md A4). */
const aboutHelp = (request: Request, action: string, label: Text): Button | undefined =>
  isLive(request) || helperOf(request) === undefined
    ? undefined
    : { action, label, subject: request.id };

/** None in a danger, and none that was given already. */
const answer = (request: Request, verdict: Verdict, label: Text): Button | undefined =>
  request.level === "danger" || standingVerdict(request)?.verdict === verdict
    ? undefined
    : button(request, verdict, label);

const take = (request: Request, label: Text): Button =>
  button(request, "acknowledge", label, {
    style: request.level === "danger" ? "danger" : "main",
    accessible: about(request, "label.acknowledge"),
  });

/** Its label is the catalogue's; its rights are the server's. */
function button(request: Request, verb: string, label: Text, more: Partial<Button> = {}): Button {
  return { action: `escalations.${verb}`, label, subject: request.id, ...more };
}

/** What a screen reader says: the press, and the person it is about. */
const about = (request: Request, key: MessageKey) =>
  msg(key, { person: person(request.requester), team: literal(request.team) });
