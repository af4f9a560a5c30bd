import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { never } from "../../kernel/never.ts";
import type { Instant } from "../../kernel/time.ts";
import { endCall, takeStep } from "../boundary/rules.ts";
import { canBeAsked } from "./asking.ts";
import {
  type Decided,
  type Facts,
  type HelpSaid,
  type Press,
  nothing,
  refuse,
} from "../commands.ts";
import { goOn, loseTaker } from "./beside.ts";
import type { Event } from "../events.ts";
import { goBack, putOnHold } from "../hold/rules.ts";
import { stillAskedWithout } from "../evolve/roles.ts";
import { raiseDanger } from "./levels.ts";
import { policyOf } from "../policy.ts";
import { callForHelp, onlyCalls, stopCalling } from "./calling.ts";
import { afterNo } from "./position.ts";
import { nobodySaidHelp } from "../danger/roles.ts";
import { checkOff, customerIn, notDanger } from "../danger/rules.ts";
import {
  type Live,
  type Request,
  handedTo,
  holderOf,
  isNamed,
  isTaken,
  ringingOf,
  soughtOf,
} from "../request.ts";
import { earlyWithdrawal } from "../times.ts";
import { giveVerdict } from "../verdict/rules.ts";
import type { Manner } from "../verdict/manners.ts";
import { standingManner, standingVerdict } from "../verdict/standing.ts";

/** What a press on a live request leads to. Rights depend on who presses, not on their card. */
export function decidePress(request: Live, command: Press, given: Given, facts: Facts): Decided {
  const { at, by } = given;
  if (by === undefined) return refuse("unknown");
  const holder = holderOf(request);
  const own = by === request.requester;
  // A former holder is told that they hold it no longer; to anybody else it never was theirs.
  const notTheirs = () => refuse(request.helpers.includes(by) ? "not-open" : "not-yours");
  switch (command.do) {
    case "acknowledge":
      return acknowledge(request, by, given, facts);
    case "passOn":
      return onlyCalls(request, by)
        ? { events: stopCalling(request, by, given, facts), answer: "done" }
        : passOn(request, by, given, facts);
    case "giveBack":
      if (holder !== by) return notTheirs();
      if (request.status !== "acknowledged") return refuse("not-open");
      return { events: loseTaker(request, "gaveBack", by, given, facts), answer: "done" };
    case "giveTo":
      return holder === by ? giveTo(request, command.to, by, given, facts) : notTheirs();
    case "arrived":
      return arrived(request, command.manner, by, given, facts);
    case "answer":
      if (own || !mayTake(request, by, facts)) return refuse("not-asked");
      return holder !== by && isOthers(request, by)
        ? refuse("taken")
        : giveVerdict(request, command, by, given, facts);
    case "here":
      if (!own) return refuse("not-yours");
      if (request.status === "joined") return nothing("done");
      return {
        events: [{ type: "joined", at, by, holder }],
        answer: "done",
      };
    case "danger":
      if (!own && !(request.helpers.includes(by) && mayTake(request, by, facts)))
        return refuse("not-yours");
      if (request.level === "danger") return nothing("done");
      return { events: raiseDanger(request, by, given, facts), answer: "asked" };
    case "notDanger":
      return notDanger(request, by, at);
    case "callForHelp":
      // First: to whom it is no business of theirs it does not say whether it is a danger.
      if (own || !mayTake(request, by, facts)) return refuse("not-asked");
      return callForHelp(request, by, given);
    case "check":
      return mayTake(request, by, facts) ? checkOff(request, command, by, at) : notTheirs();
    case "customerIn":
      return mayTake(request, by, facts)
        ? customerIn(request, command, by, at, facts)
        : notTheirs();
    case "boundary":
      return takeStep(request, command, by, at, facts);
    case "endCall":
      return endCall(request, by, at);
    case "hold":
      return putOnHold(request, by, at);
    case "back":
      return goBack(request, by, at);
    case "callEnded":
      if (!own) return refuse("not-yours");
      return {
        events: [{ type: "resolved", at, by, how: "call-ended", assisted: request.attended }],
        answer: "done",
      };
    case "dontNeed": {
      if (!own) return refuse("not-yours");
      const early = at - request.openedAt < earlyWithdrawal;
      return {
        events: [{ type: "withdrawn", at, by, assisted: request.attended, early }],
        answer: "done",
      };
    }
    case "done":
      if (!request.helpers.includes(by)) return refuse("not-yours");
      // A person who lapsed may have been there, and may say so if nobody else has it now.
      if (holder !== undefined && holder !== by) return refuse("taken");
      return done(request, command.help, by, at);
    default:
      return never(command);
  }
}

/** The end of a danger waits until somebody said whether help was called. */
function done(request: Live, help: HelpSaid | undefined, by: PersonId, at: Instant): Decided {
  const asks = nobodySaidHelp(request);
  if (asks && help === undefined) return nothing("ask-help");
  const said: Event[] =
    asks && help !== undefined ? [{ type: "helpSaid", at, by, called: help === "called" }] : [];
  const assisted = request.attended || holderOf(request) === by;
  return {
    events: [...said, { type: "resolved", at, by, how: "done", assisted }],
    answer: "done",
  };
}

function acknowledge(request: Live, by: PersonId, given: Given, facts: Facts): Decided {
  if (by === request.requester || !mayTake(request, by, facts)) return refuse("not-asked");
  const holder = holderOf(request);
  if (holder === by) return nothing("yours");
  if (isOthers(request, by)) return refuse("taken");
  const joinBy = given.at + policyOf(request).joinWithin;
  const occasion = `a${request.occasions}`;
  return {
    events: [{ type: "acknowledged", at: given.at, by, joinBy, occasion, instead: holder }],
    answer: "taken",
  };
}

/** Taken: only the people of the agent's second call, or of a hand-off, may take it now. */
const isOthers = (request: Live, by: PersonId): boolean =>
  isTaken(request) && !soughtOf(request).includes(by);

/**
 * Goes on at once, without blame (docs/features.md E7). What it moves:
 * - in the step that asks now: the next step, though others of this step may still answer;
 * - on an older card: nothing, the step that asks now keeps its time;
 * - in a danger: nothing while others are asked, because everyone is;
 * - while somebody has it: those not asked yet, or else the holder is told.
 */
function passOn(request: Live, by: PersonId, given: Given, facts: Facts): Decided {
  if (request.pages[by] === undefined) return refuse("not-asked");
  const holder = holderOf(request);
  if (isOthers(request, by)) return refuse(holder === by ? "not-open" : "taken");
  if (request.passed.includes(by)) return nothing("done");
  const passed = { type: "passedOn", at: given.at, by } as const;
  const wasAsked = ringingOf(request)?.asked.includes(by) === true;
  const othersThink =
    (request.level === "danger" || isTaken(request)) && stillAskedWithout(request, by).length > 0;
  if (!wasAsked || othersThink) return { events: [passed], answer: "done" };
  const why = { reason: "passedOn", without: by } as const;
  const more = goOn(request, passed, afterNo(request, passed), given, facts, why);
  return { events: [passed, ...more], answer: "done" };
}

/** Until the colleague takes it, the holder keeps it: the agent always has one person. */
function giveTo(request: Live, to: PersonId, by: PersonId, given: Given, facts: Facts): Decided {
  const colleague = facts.colleagues.find((c) => c.person === to);
  if (colleague === undefined || to === by || to === request.requester || request.lost.includes(to))
    return refuse("not-a-colleague");
  if (!canBeAsked(colleague) || !mayTake(request, to, facts)) return refuse("not-a-colleague");
  if (handedTo(request) === to) return nothing("done");
  const dueAt = given.at + policyOf(request).joinWithin;
  return {
    events: [{ type: "handedTo", at: given.at, by, to, dueAt, occasion: `p${request.occasions}` }],
    answer: "done",
  };
}

/** The person with the agent may say so, also too late or without having taken it. */
function arrived(
  request: Live,
  manner: Manner | undefined,
  by: PersonId,
  { at }: Given,
  facts: Facts,
): Decided {
  const holder = holderOf(request);
  if (by === request.requester || !mayTake(request, by, facts)) return refuse("not-yours");
  if (holder !== undefined && holder !== by) return refuse("taken");
  const isThere = request.status === "joined" && standingVerdict(request) === undefined;
  const isSaid = manner === undefined || manner === standingManner(request);
  if (isThere && holder === by && isSaid) return nothing("yours");
  const joined = { type: "joined", at, by, holder: by, manner } as const;
  const isNews = manner !== undefined && holder !== by;
  const event = isNews ? { ...joined, occasion: `a${request.occasions}` } : joined;
  return { events: [event], answer: "done" };
}

/**
 * Any supervisor of the organisation, and people who were asked because its own policy names them.
 * It is checked at each press: a person who was asked as a supervisor and is none any more may not.
 */
export function mayTake(request: Request, by: PersonId, facts: Facts): boolean {
  return facts.colleagues.some(
    (c) =>
      c.person === by &&
      (c.supervises.length > 0 || (request.pages[by] !== undefined && isNamed(request, by))),
  );
}

/** The agent, who has or had it, and who may take it. */
export const isConcerned = (request: Request, by: PersonId | undefined, facts: Facts): boolean =>
  by !== undefined &&
  (by === request.requester || request.helpers.includes(by) || mayTake(request, by, facts));

/** The same words that a request that runs has for them. */
export const toStranger = ({ do: what }: Press): "not-asked" | "not-yours" =>
  ["acknowledge", "passOn", "callForHelp", "answer"].includes(what) ? "not-asked" : "not-yours";
