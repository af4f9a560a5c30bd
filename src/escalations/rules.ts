import type { Decision, Given } from "../kernel/decision.ts";
import type { PersonId, TeamName } from "../kernel/ids.ts";
import { never } from "../kernel/never.ts";
import { minutes, seconds } from "../kernel/time.ts";
import type { Colleague, Floor } from "./asking.ts";
import { type Category, categories, type Outcome } from "./categories.ts";
import { callAgain, giveBack, moveTo, raiseDanger, ringNext, ringOrQuieten } from "./moves.ts";
import type { Policies } from "./policy.ts";
import { type Event, type Request, evolve, holderOf, isLive, policyOf } from "./request.ts";

/** The same press twice within this is one request (PRODUCT E1). */
const samePress = seconds(10);
/** Somebody with the agent for this long: the next call for help is a new request (PRODUCT E1). */
const newRequestAfter = minutes(15);
/** With the agent for this long and nobody said how it ended: closed, not recorded (PRODUCT E6). */
export const closeJoinedAfter = minutes(30);
/** No answer for this long after the last round: closed as unanswered. */
export const closeExhaustedAfter = minutes(30);
/** Withdrawn before this asks nothing of anybody and counts as nothing (PRODUCT E7). */
const earlyWithdrawal = minutes(1);
/** Cards shrink this long after closing (PRODUCT E18). */
export const shrinkAfter = minutes(24 * 60);

export type Command =
  | { readonly do: "escalate"; readonly worded: boolean; readonly another?: boolean }
  | { readonly do: "acknowledge" }
  | { readonly do: "passOn" }
  | { readonly do: "giveBack" }
  | { readonly do: "giveTo"; readonly to: PersonId }
  | { readonly do: "arrived" }
  | { readonly do: "here" }
  | { readonly do: "danger" }
  | { readonly do: "notDanger" }
  | { readonly do: "callForHelp" }
  | { readonly do: "callEnded" }
  | { readonly do: "dontNeed" }
  | { readonly do: "done" }
  | { readonly do: "record"; readonly outcome: Outcome }
  | { readonly do: "describe"; readonly worded: boolean; readonly category?: Category }
  | { readonly do: "unreachable"; readonly person: PersonId; readonly code: string }
  /** The clock's commands. */
  | { readonly do: "step" }
  | { readonly do: "widen" }
  | { readonly do: "nudge" }
  | { readonly do: "lapse" }
  | { readonly do: "remind" }
  | { readonly do: "close" }
  | { readonly do: "shrink" };

/** What a rule needs to know of the world, read in the same transaction. */
export interface Facts extends Floor {
  /** The requester's team and its policies now; only read when a request opens. */
  readonly team?: { readonly name: TeamName; readonly policies: Policies };
}

/** Codes that views turn into sentences. */
export type Answer = "asked" | "same" | "again" | "again-taken" | "taken" | "yours" | "saved" | "done";
export type Refusal = "closed" | "taken" | "not-asked" | "not-yours" | "not-open" | "no-team" | "unknown" | "too-early" | "not-a-colleague";

export type Decided = Decision<Event, Answer, Refusal>;
const refuse = (refused: Refusal): Decided => ({ refused });
const nothing = (answer: Answer): Decided => ({ events: [], answer });

/** May it happen, and what happens then? Pure: see `Given` and `Facts` for all it may know. */
export function decide(request: Request | undefined, command: Command, given: Given, facts: Facts): Decided {
  if (request === undefined) return command.do === "escalate" ? open(command.worded, given, facts) : refuse("unknown");
  switch (command.do) {
    case "escalate":
      return command.another === true ? open(command.worded, given, facts) : escalateAgain(request, command.worded, given, facts);
    case "step":
    case "widen":
    case "nudge":
    case "lapse":
    case "remind":
    case "close":
    case "shrink":
      return decideTick(request, command.do, given, facts);
    case "unreachable":
      return unreachable(request, command.person, command.code, given, facts);
    case "describe":
      return describe(request, command, given, facts);
    case "record":
      if (given.by === undefined || !request.helpers.includes(given.by)) return refuse("not-yours");
      if (isLive(request)) return refuse("not-open");
      return { events: [{ type: "recorded", at: given.at, by: given.by, outcome: command.outcome }], answer: "saved" };
    default:
      if (!isLive(request)) return refuse("closed");
      return decidePress(request, command, given, facts);
  }
}

function open(worded: boolean, given: Given, facts: Facts): Decided {
  const { by, via } = given;
  if (by === undefined || via === undefined || facts.team === undefined) return refuse("no-team");
  const opened: Event = {
    ...{ type: "opened", at: given.at, id: given.newId, requester: by, via },
    ...{ team: facts.team.name, policies: facts.team.policies, worded, occasion: "a0" },
  };
  const request = evolve(undefined, opened);
  return { events: [opened, ...ringNext(request, given, facts, "opened")], answer: "asked" };
}

/** E1: within 10 s the same; while open the next step now; while taken the taker again and the next step; after 15 minutes with someone, a new one. */
function escalateAgain(request: Request, worded: boolean, given: Given, facts: Facts): Decided {
  if (!isLive(request)) return open(worded, given, facts);
  if (request.status === "joined" && given.at - request.joinedAt >= newRequestAfter) return open(worded, given, facts);
  const added: Event[] = worded && given.by !== undefined ? [{ type: "described", at: given.at, by: given.by, worded }] : [];
  if (given.at - request.openedAt < samePress) return { events: added, answer: "same" };
  const answer = holderOf(request) === undefined ? "again" : "again-taken";
  // A held key must not run through the whole policy: one step for one press of a frightened hand.
  if (given.at - (request.ringing?.since ?? request.openedAt) < seconds(2)) return { events: added, answer };
  return { events: [...added, ...callAgain(added.reduce<Request>(evolve, request), given, facts)], answer };
}

type Press = Exclude<Command, { do: "escalate" | "step" | "widen" | "nudge" | "lapse" | "remind" | "close" | "shrink" | "unreachable" | "describe" | "record" }>;

function decidePress(request: Request, command: Press, given: Given, facts: Facts): Decided {
  const { at, by } = given;
  if (by === undefined || !isLive(request)) return refuse("unknown");
  const holder = holderOf(request);
  const own = by === request.requester;
  switch (command.do) {
    case "acknowledge":
      return acknowledge(request, by, given, facts);
    case "passOn":
      if (!isAsked(request, by)) return refuse("not-asked");
      if (request.status !== "open") return refuse(holder === by ? "not-open" : "taken");
      if (request.passed.includes(by)) return nothing("done");
      // A danger rings everyone already: passing on must not ring them all over again.
      return then(request, { type: "passedOn", at, by }, (after) => (after.level === "danger" ? [] : ringNext(after, given, facts, "passedOn")), "done");
    case "giveBack":
      if (holder !== by) return refuse("not-yours");
      if (request.status !== "acknowledged") return refuse("not-open");
      return { events: giveBack(request, "gaveBack", by, given, facts), answer: "done" };
    case "giveTo":
      return giveTo(request, command.to, by, given, facts);
    case "arrived":
      if (request.status === "joined" && holder === by) return nothing("yours");
      if (request.status !== "acknowledged" || holder !== by) return refuse(holder === undefined ? "not-yours" : "taken");
      return { events: [{ type: "joined", at, by, holder }], answer: "done" };
    case "here":
      if (!own) return refuse("not-yours");
      if (request.status === "joined") return nothing("done");
      return { events: [{ type: "joined", at, by, ...(holder === undefined ? {} : { holder }) }], answer: "done" };
    case "danger":
      if (!own && !request.helpers.includes(by)) return refuse("not-yours");
      if (request.level === "danger") return nothing("done");
      return { events: raiseDanger(request, by, given, facts), answer: "asked" };
    case "notDanger": {
      if (!own && !request.helpers.includes(by)) return refuse("not-yours");
      if (request.level !== "danger") return nothing("done");
      const level = request.category === undefined || categories[request.category] === "danger" ? "help" : categories[request.category];
      return then(request, { type: "levelled", at, by, level }, (after) => ringOrQuieten(after, given, facts), "done");
    }
    case "callForHelp":
      if (request.level !== "danger") return refuse("not-open");
      if (own || !mayTake(request, by, facts)) return refuse("not-asked");
      if (request.danger?.caller === by) return nothing("yours");
      if (request.danger?.caller !== undefined) return refuse("taken");
      return { events: [{ type: "callingForHelp", at, by }], answer: "done" };
    case "callEnded":
      if (!own) return refuse("not-yours");
      return { events: [{ type: "resolved", at, by, how: "call-ended", assisted: request.attended }], answer: "done" };
    case "dontNeed":
      if (!own) return refuse("not-yours");
      return {
        events: [{ type: "withdrawn", at, by, assisted: request.attended, early: at - request.openedAt < earlyWithdrawal }],
        answer: "done",
      };
    case "done":
      if (!request.helpers.includes(by)) return refuse("not-yours");
      return { events: [{ type: "resolved", at, by, how: "done", assisted: request.attended || holder === by }], answer: "done" };
    default:
      return never(command);
  }
}

function acknowledge(request: Request, by: PersonId, given: Given, facts: Facts): Decided {
  if (!isLive(request)) return refuse("closed");
  if (by === request.requester || !mayTake(request, by, facts)) return refuse("not-asked");
  const holder = holderOf(request);
  if (holder === by) return nothing("yours");
  // Taken: only when a second person is being sought (asked again, or handed on) may another press win it over.
  const sought = request.ringing !== undefined && request.level !== "danger" && request.pages[by] !== undefined;
  if ((request.status === "acknowledged" || request.status === "joined") && !sought) return refuse("taken");
  const occasion = `a${request.occasions}`;
  const joinBy = given.at + policyOf(request).joinWithin;
  const instead = holder === undefined ? {} : { instead: holder };
  return { events: [{ type: "acknowledged", at: given.at, by, joinBy, occasion, ...instead }], answer: "taken" };
}

function giveTo(request: Request, to: PersonId, by: PersonId, given: Given, facts: Facts): Decided {
  if (holderOf(request) !== by) return refuse("not-yours");
  const colleague = facts.colleagues.find((c) => c.person === to);
  if (colleague === undefined || to === by || to === request.requester || !canBeAsked(colleague)) return refuse("not-a-colleague");
  // Until the colleague takes it, it stays with whoever has it: the agent is never left between two people.
  const dueAt = given.at + policyOf(request).joinWithin;
  return { events: [{ type: "handedTo", at: given.at, by, to, dueAt, occasion: `p${request.occasions}` }], answer: "done" };
}

function describe(request: Request, command: { readonly worded: boolean; readonly category?: Category }, given: Given, facts: Facts): Decided {
  const { at, by } = given;
  const { worded, category } = command;
  if (by === undefined || (by !== request.requester && !request.helpers.includes(by))) return refuse("not-yours");
  const described: Event = { type: "described", at, by, worded };
  if (category === undefined || category === request.category) return { events: [described], answer: "saved" };
  const categorised: Event = { type: "categorised", at, by, category };
  const level = categories[category];
  if (!isLive(request) || request.level === "danger" || (level === request.level && !request.bare)) {
    return { events: [described, categorised], answer: "saved" };
  }
  const events = level === "danger" ? raiseDanger(evolve(evolve(request, described), categorised), by, given, facts) : moveTo(evolve(request, categorised), level, by, given);
  return { events: [described, categorised, ...events], answer: "saved" };
}

function unreachable(request: Request, person: PersonId, code: string, given: Given, facts: Facts): Decided {
  if (!isLive(request) || request.lost.includes(person)) return refuse("closed");
  return then(
    request,
    { type: "unreachable", at: given.at, person, code },
    (after) => {
      const others = Object.keys(after.pages).filter((id) => !after.lost.includes(id) && !after.passed.includes(id));
      const alone = after.status === "open" && after.ringing.later.length === 0 && others.every((id) => after.pages[id] !== after.pages[person]);
      // The next person at once, unless somebody asked in the same step still has it on their screen.
      return alone ? ringNext(after, given, facts, "unreachable") : [];
    },
    "done",
  );
}

type Tick = "step" | "widen" | "nudge" | "lapse" | "remind" | "close" | "shrink";

function decideTick(request: Request, tick: Tick, given: Given, facts: Facts): Decided {
  const { at } = given;
  if (tick === "shrink") return isLive(request) || request.shrunk ? refuse("not-open") : { events: [{ type: "shrunk", at }] };
  if (!isLive(request)) return refuse("closed");
  switch (tick) {
    case "step":
      if (request.ringing === undefined) return refuse("not-open");
      if (at < request.ringing.dueAt) return refuse("too-early");
      if (request.status === "open") return { events: ringNext(request, given, facts, "silence") };
      return { events: ringOrQuieten(request, given, facts) };
    case "widen": {
      const ringing = request.ringing;
      if (ringing?.laterAt === undefined || ringing.later.length === 0) return refuse("not-open");
      if (at < ringing.laterAt) return refuse("too-early");
      const people = ringing.later.filter((id) => !request.passed.includes(id) && !request.lost.includes(id));
      return { events: [{ type: "widened", at, people, occasion: `p${request.occasions}` }] };
    }
    case "nudge":
      if (request.status !== "acknowledged" || request.nudged) return refuse("not-open");
      if (at < request.takenAt + (request.joinBy - request.takenAt) / 2) return refuse("too-early");
      return { events: [{ type: "nudged", at, person: request.holder, occasion: `p${request.occasions}` }] };
    case "lapse":
      if (request.status !== "acknowledged") return refuse("not-open");
      if (at < request.joinBy) return refuse("too-early");
      return { events: giveBack(request, "lapsed", request.holder, given, facts) };
    case "remind":
      if (request.status !== "joined" || request.level !== "danger") return refuse("not-open");
      if (at < request.remindedAt + closeJoinedAfter) return refuse("too-early");
      return { events: [{ type: "reminded", at, occasion: `p${request.occasions}`, ...(request.holder === undefined ? {} : { person: request.holder }) }] };
    case "close":
      if (request.status === "joined" && request.level !== "danger" && at >= request.joinedAt + closeJoinedAfter) {
        return { events: [{ type: "resolved", at, how: "not-recorded", assisted: true }] };
      }
      if (request.status === "exhausted" && at >= request.exhaustedAt + closeExhaustedAfter) {
        return { events: [{ type: "resolved", at, how: "unanswered", assisted: request.attended }] };
      }
      return refuse("too-early");
    default:
      return never(tick);
  }
}

const isAsked = (request: Request, by: PersonId): boolean => request.pages[by] !== undefined;

/** Who was asked may take it; so may any supervisor of the organisation who sees it (on their home page, say). */
function mayTake(request: Request, by: PersonId, facts: Facts): boolean {
  return isAsked(request, by) || facts.colleagues.some((c) => c.person === by && c.supervises.length > 0);
}

/** Whom a colleague may be given to by name: there, reachable and not in a break; a call does not matter when a person chose. */
export const canBeAsked = (c: Colleague): boolean => c.onShift && !c.inBreak && c.reachable;

function then(request: Request, event: Event, more: (after: Request) => readonly Event[], answer: Answer): Decided {
  return { events: [event, ...more(evolve(request, event))], answer };
}
