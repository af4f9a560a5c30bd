import { type Request, isLive } from "../request.ts";

/* Which buttons each card has, in order. */

export type ButtonName =
  | "realHelp"
  | "endPractice"
  | "practise"
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
  | "partnerPoints"
  | "callerPoints"
  | "country"
  | "listening"
  | "coaching"
  | "joining"
  | "words"
  | "setPlan"
  | "thank"
  | "goodCall"
  | "handover"
  | "note"
  | "copyNote"
  | "rate"
  | "feedback"
  | "timeline"
  | "promise";
export type Row = readonly ButtonName[];

/**
 * What stands open and, after it, what folds first. The first is always the same while the request
 * is live.
 */
export interface Rows {
  readonly open: Row;
  readonly folds: Row;
}
const closed: Rows = {
  open: ["thank", "note", "promise", "why"],
  folds: ["rate", "feedback", "goodCall", "copyNote", "timeline"],
};
const open: Rows = {
  open: ["dangerOrNot", "callEnded", "holdOrBack", "boundary"],
  folds: ["say", "handover", "breathe", "here", "why", "otherBehaviour", "dontNeed", "another"],
};

/** On the agent's message, by the status of the request (decisions/0056). */
const agentRows: Readonly<Record<Request["status"] | "shrunk", Rows>> = {
  open,
  acknowledged: {
    open: ["dangerOrNot", "here", "holdOrBack", "boundary"],
    folds: [
      "say",
      "handover",
      "breathe",
      "callEnded",
      "why",
      "otherBehaviour",
      "dontNeed",
      "another",
    ],
  },
  joined: { ...open, folds: ["say", "handover", "breathe", "why", "otherBehaviour", "another"] },
  exhausted: {
    open: ["dangerOrNot", "again", "callEnded", "boundary"],
    folds: [
      "promise",
      "say",
      "handover",
      "breathe",
      "holdOrBack",
      "here",
      "why",
      "otherBehaviour",
      "dontNeed",
      "another",
    ],
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
  if (request.practice === true) return practiceRows(request);
  if (request.level !== "danger" || !isLive(request))
    return request.raisedBy === undefined
      ? agentRows[request.status]
      : withNoNeed(agentRows[request.status]);
  return request.status === "joined" ? dangerJoined : dangerRows;
}

/** Somebody else asked: that no help is needed stands open, as long as it can be said. */
function withNoNeed({ open, folds }: Rows): Rows {
  if (!folds.includes("dontNeed")) return { open, folds };
  const [first, ...rest] = open;
  return {
    open: [...(first === undefined ? [] : [first]), "dontNeed", ...rest.slice(1)],
    folds: [...rest.slice(0, 1), ...folds.filter((name) => name !== "dontNeed")],
  };
}

function withBack({ open, folds }: Rows): Rows {
  if (open.includes("holdOrBack")) return { open, folds };
  const [first, ...rest] = open;
  const last = rest.slice(2);
  return {
    open: [...(first === undefined ? [] : [first]), "holdOrBack", ...rest.slice(0, 2)],
    folds: [...last, ...folds.filter((name) => name !== "holdOrBack")],
  };
}

/** Help in earnest stands where *Danger* stands otherwise (docs/decisions/0063). */
function practiceRows(request: Request): Rows {
  const { status } = request;
  // The message below has the buttons of the request in earnest.
  if (status === "resolved" && request.how === "in-earnest") return agentRows.shrunk;
  if (!isLive(request)) return { open: ["realHelp", "practise"], folds: [] };
  const next = status === "joined" ? "callEnded" : "holdOrBack";
  const folds = ["callEnded", "holdOrBack", "say", "breathe", "here", "why"] as const;
  return {
    open: ["realHelp", "endPractice", next, "boundary"],
    folds: [...folds.filter((name) => name !== next), "otherBehaviour"],
  };
}

/** Below the private answer to the agent's own press. */
export const answerRowOf = ({ practice, status }: Request): Row =>
  practice === true ? ["realHelp", "endPractice"] : answerRows[status];

const answerRows: Readonly<Record<Request["status"], Row>> = {
  open: ["dangerOrNot", "dontNeed", "why", "another"],
  acknowledged: ["dangerOrNot", "dontNeed", "why", "another"],
  joined: ["dangerOrNot", "why", "another"],
  exhausted: ["dangerOrNot", "again", "dontNeed", "why", "another"],
  resolved: [],
  withdrawn: [],
};

const written: Row = ["words", "setPlan"];
/** Most calls for help need a yes and not a walk (decisions/0058). A danger has none of the four. */
const answerFirst: Rows = {
  open: ["take", "approve", "offerInstead", "passOn"],
  folds: ["callBack", "takeOver", "call", "openCall", ...written],
};
/** How somebody is with the agent. */
const manners: Row = ["listening", "coaching", "joining"];
const calls: Row = ["call", "openCall"];

/** On a supervisor's card, by what they are to the request (page-role.ts). */
export const supervisorRows = {
  asked: {
    open: answerFirst.open,
    folds: ["callBack", "takeOver", ...manners, ...calls, ...written],
  },
  askedOnce: {
    open: ["take", "approve", "offerInstead", "callBack"],
    folds: ["takeOver", ...manners, ...calls, ...written],
  },
  sought: answerFirst,
  soughtInDanger: {
    open: ["take", "passOn", "callForHelp", "call", "openCall"],
    folds: [...written],
  },
  onTheWay: {
    open: ["arrived", "approve", "offerInstead", "giveBack"],
    folds: ["callBack", "takeOver", ...manners, ...calls, "done", "give", ...written],
  },
  onTheWayInDanger: {
    open: ["arrived", "giveBack", "partnerPoints"],
    folds: [...manners, "country", ...calls, "done", "give", ...written],
  },
  withAgent: {
    open: ["done", "approve", "offerInstead", "give"],
    folds: ["callBack", "takeOver", ...manners, ...calls, ...written],
  },
  withAgentInDanger: {
    open: ["done", "partnerPoints"],
    folds: ["country", "give", ...manners, ...calls, ...written],
  },
  answered: {
    open: ["done", "arrived", ...calls],
    folds: ["approve", "offerInstead", "callBack", "takeOver", ...manners, "give", ...written],
  },
  answeredInDanger: {
    open: ["arrived", "done", "partnerPoints"],
    folds: [...manners, "country", "give", ...calls, ...written],
  },
  caller: { open: ["callerPoints", "country"], folds: ["passOn", ...calls, ...written] },
  callerNeeded: { open: ["callForHelp"], folds: [] },
  callerNeededOrTaker: { open: ["take", "callForHelp"], folds: [] },
  takerNeeded: { open: ["take"], folds: [] },
  taken: { open: [], folds: [] },
  helpedBefore: { open: ["note", "copyNote", "timeline", "setPlan"], folds: [] },
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
