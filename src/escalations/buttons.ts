import { type MessageKey, type Text, literal, msg, person } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import type { Shell } from "../runtime/feature.ts";
import { type Request, holderOf } from "./request.ts";

/** A button about this request. Its label is the catalogue's; its rights are the server's. */
function button(request: Request, verb: string, label: Text, more: Partial<Button> = {}): Button {
  return { action: `escalations.${verb}`, label, subject: request.id, ...more };
}

const about = (request: Request, key: MessageKey) =>
  msg(key, { person: person(request.requester), team: literal(request.team) });

/** What the agent can press (CONTRACT: Danger · Call ended · Don't need help · Say why · Sam's here). */
export function agentButtons(request: Request): Button[] {
  const holder = holderOf(request);
  const here =
    holder === undefined
      ? msg("button.someoneHere")
      : msg("button.here", { person: person(holder) });
  const danger = request.level === "danger";
  return [
    // Nobody is asked any more, for want of answers or of us: one press asks once more, like the word itself.
    ...(request.status === "exhausted"
      ? [button(request, "again", msg("button.askAgain"), { style: "main" })]
      : []),
    danger
      ? button(request, "notDanger", msg("button.notDanger"))
      : button(request, "danger", msg("button.danger"), {
          style: "danger",
          accessible: msg("label.danger"),
        }),
    button(request, "callEnded", msg("button.callEnded")),
    ...(request.status === "joined" ? [] : [button(request, "dontNeed", msg("button.dontNeed"))]),
    button(request, "why", msg("button.sayWhy")),
    ...(request.status === "joined" ? [] : [button(request, "here", here)]),
  ];
}

export const another = (request: Request): Button =>
  button(request, "another", msg("button.another"));

/** First things first: the one press that takes it. */
export const takeButtons = (request: Request, withPass: boolean): Button[] => [
  button(request, "acknowledge", msg("button.acknowledge"), {
    style: request.level === "danger" ? "danger" : "main",
    accessible: about(request, "label.acknowledge"),
  }),
  ...(withPass
    ? [
        button(request, "passOn", msg("button.passOn"), {
          accessible: about(request, "label.passOn"),
        }),
      ]
    : []),
];

export const holderButtons = (request: Request): Button[] => [
  ...(request.status === "acknowledged"
    ? [
        button(request, "arrived", msg("button.imWith", { person: person(request.requester) }), {
          style: "main",
        }),
        button(request, "giveBack", msg("button.giveBack")),
      ]
    : []),
  button(request, "give", msg("button.giveTo")),
  button(request, "done", msg("button.done"), request.status === "joined" ? { style: "main" } : {}),
];

export const callForHelp = (request: Request): Button =>
  button(request, "callForHelp", msg("button.callForHelp"), { style: "danger" });

/** What may be opened beside a card, where there is something to open. */
export function openButtons(request: Request, shell: Shell): Button[] {
  const joinUrl = shell.organisation.people.get(request.requester)?.joinUrl;
  return [
    ...(joinUrl === undefined
      ? []
      : [button(request, "openCall", msg("button.openCall"), { url: joinUrl })]),
    ...(request.worded || request.category !== undefined
      ? [button(request, "words", msg("button.showWords", { person: person(request.requester) }))]
      : []),
  ];
}

export const timelineButton = (request: Request): Button =>
  button(request, "timeline", msg("button.timeline"));

export const outcomeButton = (request: Request, outcome: string): Button =>
  button(request, "record", msg(`outcome.${outcome}` as MessageKey), { argument: outcome });
