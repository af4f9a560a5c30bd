import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { callAgain, goOn } from "./rules/beside.ts";
import { type Category, type Outcome, categories } from "./categories.ts";
import { type Command, type Decided, type Facts, nothing, refuse } from "./commands.ts";
import type { Event, EventOf } from "./events.ts";
import { stillAskedWithout } from "./evolve/roles.ts";
import { takeNote } from "./handover/rules.ts";
import { endHold } from "./hold/rules.ts";
import { moveTo, openInDanger, raiseDanger } from "./rules/levels.ts";
import { afterPeopleChanged } from "./rules/people.ts";
import { afterNo, atOpening } from "./rules/position.ts";
import { decidePress, isConcerned, toStranger } from "./rules/presses.ts";
import { describe, planChanged } from "./repeat/rules.ts";
import { type Request, holderOf, isLive, isMissed, ringingOf } from "./request.ts";
import { askNext } from "./rules/steps.ts";
import { thank } from "./thanks/rules.ts";
import { decideTick } from "./rules/ticks.ts";
import { raise } from "./raise/rules.ts";
import { newRequestAfter, samePress } from "./times.ts";

export type { Answer, Command, Facts, Refusal } from "./commands.ts";

/**
 * Decides whether something may happen, and what happens then. Pure: `Given` and `Facts` are all it
 * knows. The parts:
 * - rules/presses.ts: what people press; rules/ticks.ts: what the clock does;
 * - rules/steps.ts: the way through the policy; rules/asking.ts: the people that one step asks;
 * - rules/beside.ts: who is asked after a no, after a give-back, or when the agent asks again;
 * - rules/levels.ts: what a new level changes;
 * - boundary/rules.ts, hold/rules.ts: what the agent does on the call;
 * - rules/calling.ts: who calls for help in a danger;
 * - danger/rules.ts: what the two people of a danger see to;
 * - verdict/rules.ts: what a supervisor answers without walking over;
 * - handover/rules.ts: what is written for who comes next, and afterwards;
 * - raise/rules.ts: asking for a colleague; repeat/rules.ts: whether the case came back.
 */
export function decide(
  request: Request | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  return endHold(request, decideAny(request, command, given, facts), given);
}

function decideAny(
  request: Request | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  if (command.do === "raise") return raiseOrAsk(request, command, given, facts);
  if (request === undefined)
    return command.do === "escalate" ? open(command.worded, given, facts) : refuse("unknown");
  switch (command.do) {
    case "escalate":
      return escalate(request, command, given, facts);
    case "step":
    case "widen":
    case "nudge":
    case "lapse":
    case "remind":
    case "goBack":
    case "close":
    case "shrink":
      return decideTick(request, command.do, given, facts);
    case "found":
      return { events: afterPeopleChanged(request, given, facts) };
    case "unreachable":
      return unreachable(request, command.person, command.code, given, facts);
    case "categorise":
      return categorise(request, command.category, given, facts);
    case "describe": {
      const { by } = given;
      const described = describe(request, command.worded, given, facts);
      if (by === undefined || described === undefined || !mayDescribe(request, by))
        return refuse("not-yours");
      return { events: [described], answer: "saved" };
    }
    case "planned":
      return planChanged(request, given);
    case "thank":
      return thank(request, given, facts);
    case "note":
      return note(request, command, given, facts);
    case "copied":
      return nothing("done");
    case "record":
      return record(request, command.outcome, given);
    default:
      if (isLive(request)) return decidePress(request, command, given, facts);
      // A stranger learns no more of a request that is closed than of one that runs.
      if (!isConcerned(request, given.by, facts)) return refuse(toStranger(command));
      return command.do === "danger" ? dangerAfterwards(request, given, facts) : refuse("closed");
  }
}

/** How it ended. After a danger not knowing is a burden, so the agent is told in a new message. */
function record(request: Request, outcome: Outcome, { at, by }: Given): Decided {
  if (by === undefined || !request.helpers.includes(by)) return refuse("not-yours");
  if (isLive(request)) return refuse("not-open");
  if (request.outcome === outcome) return nothing("done");
  const recorded = { type: "recorded", at, by, outcome } as const;
  const isDanger = request.level === "danger";
  const event = isDanger ? { ...recorded, occasion: `a${request.occasions}` } : recorded;
  return { events: [event], answer: "done" };
}

/**
 * For a colleague, or for whoever asks: a name that we do not know must not leave anybody without
 * help.
 */
function raiseOrAsk(
  request: Request | undefined,
  { worded, colleague }: Command & { do: "raise" },
  given: Given,
  facts: Facts,
): Decided {
  const isOwn = facts.colleague !== undefined && facts.colleague.person === given.by;
  if ("person" in colleague || (facts.colleague !== undefined && !isOwn))
    return isOwn ? refuse("not-a-colleague") : raise(worded, given, facts);
  const asked = decideAny(request, { do: "escalate", worded }, given, facts);
  return isOwn || "refused" in asked ? asked : { ...asked, answer: "asked-for-self" };
}

/** Danger pressed on an old message, after the end: a new request, and everyone at once. */
function dangerAfterwards(request: Request, given: Given, facts: Facts): Decided {
  if (given.by === undefined || given.by !== request.requester) return refuse("closed");
  if (facts.lastOpenedAt !== undefined && given.at - facts.lastOpenedAt < samePress)
    return nothing("same");
  const opened = opening(false, given, facts);
  if (opened === undefined) return refuse("no-team");
  return { events: openInDanger(opened, given.by, given, facts), answer: "asked" };
}

function open(worded: boolean, given: Given, facts: Facts): Decided {
  const opened = opening(worded, given, facts);
  if (opened === undefined) return refuse("no-team");
  const asks = askNext(atOpening(opened), given, facts, { reason: "opened" });
  return { events: [opened, ...asks], answer: "asked" };
}

function opening(worded: boolean, given: Given, facts: Facts): EventOf<"opened"> | undefined {
  const { by, via } = given;
  if (by === undefined || via === undefined || facts.team === undefined) return undefined;
  const { name: team, policies } = facts.team;
  return {
    type: "opened",
    at: given.at,
    id: given.newId,
    requester: by,
    via,
    team,
    policies,
    worded,
    occasion: "a0",
  };
}

/**
 * Asked for help while a request is there (docs/features.md E1):
 * - within 10 s of the last press it is the same press;
 * - while open the next step comes now; while taken the holder is told again as well;
 * - after 15 minutes with somebody it is a new request, and so is another chat;
 * - if Handrail was away the call of then is over: a new request, without its level and words.
 */
function escalate(
  request: Request,
  command: Command & { do: "escalate" },
  given: Given,
  facts: Facts,
): Decided {
  const { at, by } = given;
  const { worded } = command;
  if (by === undefined || by !== request.requester) return refuse("not-yours");
  // The second of two clicks is answered with the request that the first one opened.
  const twice = facts.lastOpenedAt !== undefined && at - facts.lastOpenedAt < samePress;
  if (command.another === true) return twice ? nothing("same") : open(worded, given, facts);
  if (!isLive(request) || (isMissed(request) && command.again !== true))
    return open(worded, given, facts);
  if (request.status === "joined" && at - request.joinedAt >= newRequestAfter)
    return open(worded, given, facts);
  const added: Event[] = worded ? [{ type: "described", at, by, worded }] : [];
  // Pressing again and again in fear must not use up the policy.
  if (at - request.pressedAt < samePress) return { events: added, answer: "same" };
  const events = callAgain(request, given, facts);
  return {
    events: [...added, ...events],
    answer: holderOf(request) === undefined ? "again" : "again-taken",
  };
}

/**
 * Why, in one tap, at any time (docs/features.md E9). While the request runs, the category moves
 * the level. Only *Not danger* ends a danger: a category chosen in a hurry must not send people
 * away.
 */
function categorise(request: Request, category: Category, given: Given, facts: Facts): Decided {
  const { at, by } = given;
  if (by === undefined || !mayDescribe(request, by)) return refuse("not-yours");
  // While it runs, the card answers: it shows what helps in such a call.
  const answer = isLive(request) ? "done" : "saved";
  if (category === request.category) return nothing(answer);
  const said: Event = { type: "categorised", at, by, category };
  const level = categories[category];
  if (!isLive(request) || request.level === "danger" || (level === request.level && !request.bare))
    return { events: [said], answer };
  const moved =
    level === "danger" ? raiseDanger(request, by, given, facts) : moveTo(request, level, by, given);
  return { events: [said, ...moved], answer };
}

/** The handover or the note, and with it why, where the form says another reason. */
function note(
  request: Request,
  command: Command & { do: "note" },
  given: Given,
  facts: Facts,
): Decided {
  const noted = takeNote(request, command, given, facts);
  if ("refused" in noted || noted.events.length === 0 || command.category === undefined)
    return noted;
  const said = categorise(request, command.category, given, facts);
  return "refused" in said ? said : { ...noted, events: [...noted.events, ...said.events] };
}

const mayDescribe = (request: Request, by: PersonId): boolean =>
  by === request.requester || request.helpers.includes(by);

/**
 * A page that can never arrive (docs/features.md E12): the next step at once, unless others can
 * still answer.
 */
function unreachable(
  request: Request,
  person: PersonId,
  code: string,
  given: Given,
  facts: Facts,
): Decided {
  if (!isLive(request) || request.lost.includes(person)) return refuse("closed");
  const lost = { type: "unreachable", at: given.at, person, code } as const;
  const wasAsked = ringingOf(request)?.asked.includes(person) === true;
  if (!wasAsked || stillAskedWithout(request, person).length > 0)
    return { events: [lost], answer: "done" };
  const why = { reason: "unreachable" } as const;
  const more = goOn(request, lost, afterNo(request, lost), given, facts, why);
  return { events: [lost, ...more], answer: "done" };
}
