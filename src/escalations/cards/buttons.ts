import { type MessageKey, type Text, literal, msg, person } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { Shell } from "../../runtime/feature.ts";
import { outcomes } from "../categories.ts";
import { type Request, holderOf } from "../request.ts";

/* The buttons of each card, in order. The rules check every press again. */

type Row = readonly (keyof typeof draw)[];

const whileAsked: Row = ["dangerOrNot", "callEnded", "dontNeed", "why", "here", "another"];

/** On the agent's message, by the status of the request. */
const agentRows: Readonly<Record<Request["status"] | "shrunk", Row>> = {
  open: whileAsked,
  acknowledged: whileAsked,
  joined: ["dangerOrNot", "callEnded", "why", "another"],
  exhausted: ["again", ...whileAsked],
  resolved: ["why", "timeline"],
  withdrawn: ["why", "timeline"],
  shrunk: [],
};

/** Below the private answer to the agent's own press. */
const answerRows: Readonly<Record<Request["status"], Row>> = {
  open: ["dangerOrNot", "dontNeed", "why", "another"],
  acknowledged: ["dangerOrNot", "dontNeed", "why", "another"],
  joined: ["dangerOrNot", "why", "another"],
  exhausted: ["again", "dangerOrNot", "dontNeed", "why", "another"],
  resolved: [],
  withdrawn: [],
};

/** On a supervisor's card, by what they are to the request (page-role.ts). */
const supervisorRows = {
  asked: ["take", "passOn", "openCall", "words"],
  askedOnce: ["take", "openCall", "words"],
  sought: ["take", "passOn", "openCall", "words"],
  soughtInDanger: ["take", "passOn", "callForHelp", "openCall", "words"],
  onTheWay: ["arrived", "giveBack", "give", "done", "openCall", "words"],
  withAgent: ["give", "done", "openCall", "words"],
  caller: ["openCall", "words"],
  callerNeeded: ["callForHelp"],
  callerNeededOrTaker: ["take", "callForHelp"],
  takerNeeded: ["take"],
  taken: [],
  older: ["take", "passOn"],
  olderPassed: ["take"],
  olderTaken: [],
  helpedBefore: ["timeline"],
  askedBefore: [],
} as const satisfies Record<string, Row>;
export type SupervisorRole = keyof typeof supervisorRows;
export type LiveRole = Exclude<SupervisorRole, "helpedBefore" | "askedBefore">;

/** In a row of a supervisor's home page, of somebody else's request. */
const homeRows: Readonly<Record<Request["status"], Row>> = {
  open: ["take"],
  exhausted: ["take"],
  acknowledged: [],
  joined: [],
  resolved: [],
  withdrawn: [],
};

/** On the list of what was missed, for each request. */
const missedRow: Row = ["takeByName"];

export const agentButtons = (request: Request, shell: Shell): Button[] =>
  drawn(agentRows[request.shrunk ? "shrunk" : request.status], request, shell);

export const answerButtons = (request: Request, shell: Shell): Button[] =>
  drawn(answerRows[request.status], request, shell);

export const supervisorButtons = (role: SupervisorRole, request: Request, shell: Shell): Button[] =>
  drawn(supervisorRows[role], request, shell);

export const homeButtons = (request: Request, shell: Shell): Button[] =>
  drawn(homeRows[request.status], request, shell);

export const missedButtons = (request: Request, shell: Shell): Button[] =>
  drawn(missedRow, request, shell);

/** What came of it: one tap, asked of the last helper (docs/features.md E7). */
export const outcomeButtons = (request: Request): Button[] =>
  outcomes.map((outcome) =>
    button(request, "record", msg(`outcome.${outcome}`), { argument: outcome }),
  );

/** A button that has nothing to open is left out. */
const drawn = (row: Row, request: Request, shell: Shell): Button[] =>
  row.flatMap((name) => draw[name](request, shell) ?? []);

const draw = {
  again: (request) => button(request, "again", msg("button.askAgain"), { style: "main" }),
  dangerOrNot: (request) =>
    request.level === "danger"
      ? button(request, "notDanger", msg("button.notDanger"))
      : button(request, "danger", msg("button.danger"), {
          style: "danger",
          accessible: msg("label.danger"),
        }),
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
  arrived: (request) =>
    button(request, "arrived", msg("button.imWith", { person: person(request.requester) }), {
      style: "main",
    }),
  giveBack: (request) => button(request, "giveBack", msg("button.giveBack")),
  give: (request) => button(request, "give", msg("button.giveTo")),
  done: (request) =>
    button(request, "done", msg("button.done"), {
      style: request.status === "joined" ? "main" : undefined,
    }),
  callForHelp: (request) =>
    button(request, "callForHelp", msg("button.callForHelp"), { style: "danger" }),
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
  timeline: (request) => button(request, "timeline", msg("button.timeline")),
} satisfies Record<string, (request: Request, shell: Shell) => Button | undefined>;

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
