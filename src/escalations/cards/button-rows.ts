import { type Request, isLive } from "../request.ts";

/* Which buttons each card has, in order. */

export type ButtonName =
  | "again"
  | "dangerOrNot"
  | "holdOrBack"
  | "boundary"
  | "otherBehaviour"
  | "say"
  | "breathe"
  | "callEnded"
  | "dontNeed"
  | "why"
  | "here"
  | "another"
  | "take"
  | "takeByName"
  | "passOn"
  | "approve"
  | "offerInstead"
  | "callBack"
  | "takeOver"
  | "arrived"
  | "giveBack"
  | "give"
  | "done"
  | "callForHelp"
  | "call"
  | "openCall"
  | "words"
  | "rate"
  | "feedback"
  | "timeline";
export type Row = readonly ButtonName[];

/**
 * What stands open and, after it, what folds first. The first is always the same while the request
 * is live.
 */
export interface Rows {
  readonly open: Row;
  readonly folds: Row;
}
const closed: Rows = { open: ["why", "timeline"], folds: ["rate", "feedback"] };
const open: Rows = {
  open: ["dangerOrNot", "callEnded", "holdOrBack", "boundary"],
  folds: ["say", "breathe", "here", "why", "otherBehaviour", "dontNeed", "another"],
};

/** On the agent's message, by the status of the request (decisions/0056). */
const agentRows: Readonly<Record<Request["status"] | "shrunk", Rows>> = {
  open,
  acknowledged: {
    open: ["dangerOrNot", "here", "holdOrBack", "boundary"],
    folds: ["say", "breathe", "callEnded", "why", "otherBehaviour", "dontNeed", "another"],
  },
  joined: { ...open, folds: ["say", "breathe", "why", "otherBehaviour", "another"] },
  exhausted: {
    open: ["dangerOrNot", "again", "callEnded", "boundary"],
    folds: ["say", "breathe", "holdOrBack", "here", "why", "otherBehaviour", "dontNeed", "another"],
  },
  resolved: closed,
  withdrawn: closed,
  shrunk: { open: [], folds: [] },
};

/** In a danger nobody is put on hold or warned in a hurry (docs/features.md C5). */
const dangerRows: Rows = {
  open: ["dangerOrNot", "here", "callEnded", "why"],
  folds: ["say", "breathe", "holdOrBack", "boundary", "otherBehaviour", "dontNeed", "another"],
};
const dangerJoined: Rows = {
  open: ["dangerOrNot", "callEnded", "why", "breathe"],
  folds: ["say", "holdOrBack", "boundary", "otherBehaviour", "another"],
};

/** On the agent's message. While a customer waits, *Back* always stands open. */
export const agentRowsOf = (request: Request): Rows =>
  request.onHold === undefined ? rowsByState(request) : withBack(rowsByState(request));

function rowsByState(request: Request): Rows {
  if (request.shrunk) return agentRows.shrunk;
  if (request.level !== "danger" || !isLive(request)) return agentRows[request.status];
  return request.status === "joined" ? dangerJoined : dangerRows;
}

function withBack({ open, folds }: Rows): Rows {
  if (open.includes("holdOrBack")) return { open, folds };
  const last = open.slice(3);
  return {
    open: ["dangerOrNot", "holdOrBack", ...open.slice(1, 3)],
    folds: [...last, ...folds.filter((name) => name !== "holdOrBack")],
  };
}

/** Below the private answer to the agent's own press. */
export const answerRows: Readonly<Record<Request["status"], Row>> = {
  open: ["dangerOrNot", "dontNeed", "why", "another"],
  acknowledged: ["dangerOrNot", "dontNeed", "why", "another"],
  joined: ["dangerOrNot", "why", "another"],
  exhausted: ["dangerOrNot", "again", "dontNeed", "why", "another"],
  resolved: [],
  withdrawn: [],
};

/** Most calls for help need a yes and not a walk (decisions/0058). A danger has none of the four. */
const answerFirst: Rows = {
  open: ["take", "approve", "offerInstead", "passOn"],
  folds: ["callBack", "takeOver", "call", "openCall", "words"],
};

/** On a supervisor's card, by what they are to the request (page-role.ts). */
export const supervisorRows = {
  asked: answerFirst,
  askedOnce: {
    open: ["take", "approve", "offerInstead", "callBack"],
    folds: answerFirst.folds.slice(1),
  },
  sought: answerFirst,
  soughtInDanger: { open: ["take", "passOn", "callForHelp", "call", "openCall"], folds: ["words"] },
  onTheWay: {
    open: ["arrived", "approve", "offerInstead", "giveBack"],
    folds: ["callBack", "takeOver", "call", "openCall", "done", "give", "words"],
  },
  withAgent: {
    open: ["done", "approve", "offerInstead", "give"],
    folds: ["callBack", "takeOver", "call", "openCall", "words"],
  },
  answered: {
    open: ["done", "arrived", "call", "openCall"],
    folds: ["approve", "offerInstead", "callBack", "takeOver", "give", "words"],
  },
  caller: { open: ["openCall", "words"], folds: [] },
  callerNeeded: { open: ["callForHelp"], folds: [] },
  callerNeededOrTaker: { open: ["take", "callForHelp"], folds: [] },
  takerNeeded: { open: ["take"], folds: [] },
  taken: { open: [], folds: [] },
  helpedBefore: { open: ["timeline"], folds: [] },
  askedBefore: { open: [], folds: [] },
} as const satisfies Record<string, Rows>;
export type SupervisorRole = keyof typeof supervisorRows;
export type LiveRole = Exclude<SupervisorRole, "helpedBefore" | "askedBefore">;

/** In a row of a supervisor's home page, of somebody else's request. */
export const homeRows: Readonly<Record<Request["status"], Row>> = {
  open: ["take"],
  exhausted: ["take"],
  acknowledged: [],
  joined: [],
  resolved: [],
  withdrawn: [],
};

/** On the list of what was missed, for each request. */
export const missedRow: Row = ["takeByName"];
