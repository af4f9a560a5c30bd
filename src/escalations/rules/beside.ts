import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Floor } from "./asking.ts";
import type { Event, EventOf } from "../events.ts";
import { rolesWithout } from "../evolve/roles.ts";
import { type Position, afterLoss, isAlone, lacksCaller, positionOf } from "./position.ts";
import { type Live, handedTo, isTaken, ringingOf, rolesOf } from "../request.ts";
import {
  type Why,
  askHalfway,
  askNext,
  askOn,
  askWhoIsNew,
  asksSomebody,
  lookAgain,
  nudge,
  startOver,
} from "./steps.ts";

/* The people to ask next after a no, a give-back, or a second request by the agent. */

/**
 * Given back or lapsed: the request is open again, and the next step starts at once.
 * - At the end of the policy the last round is asked once more. The others stopped because somebody
 *   had it, so "No answer" would not be true.
 * - In a danger everyone is asked again, however many rounds there were before.
 * - A person who gave it back is not asked by their own press. A person who lapsed said nothing,
 *   and is asked.
 */
export function loseTaker(
  request: Live,
  type: "gaveBack" | "lapsed",
  by: PersonId,
  given: Given,
  floor: Floor,
): Event[] {
  const event = { type, at: given.at, by, occasion: `a${request.occasions}` } as const;
  const now = afterLoss(request, event);
  const why: Why =
    type === "gaveBack" ? { reason: "givenBack", without: by } : { reason: "lapsed" };
  return request.level === "danger"
    ? [event, ...startOver(now, 0, given, floor, why)]
    : [event, ...askOn(now, now.policy.repeat, given, floor, why)];
}

/**
 * The agent asked again: the holder is told once more, and the next step is asked now. After the
 * last step it starts at the first: asking again must never bring "No answer".
 */
export function callAgain(request: Live, given: Given, floor: Floor): Event[] {
  const at = positionOf(request);
  const again: Event = {
    type: "calledAgain",
    at: given.at,
    occasion: `p${at.occasions}`,
    person: at.holder,
  };
  const now = { ...at, occasions: at.occasions + 1 };
  const events = askOn(now, 0, given, floor, { reason: "again" });
  // If nobody else can be asked while somebody has it, we do not say "No answer".
  return isTaken(request) && asksSomebody(events) === undefined ? [again] : [again, ...events];
}

/**
 * Nobody of this step can answer any more. First the people are asked who wait for its middle, then
 * the next step. While somebody has it, see `askBeside`.
 * @param no the event after which nobody can answer
 * @param now the request's position after that event
 */
export function goOn(
  request: Live,
  no: EventOf<"passedOn" | "unreachable">,
  now: Position,
  given: Given,
  floor: Floor,
  why: Why,
): Event[] {
  if (ringingOf(request) === undefined) return [];
  // One person has both roles: only who was not there yet is asked, by the clock.
  if (isAlone(positionOf(request))) return [];
  const halfway = askHalfway(now, given, floor);
  if (halfway.people.length > 0) return [halfway];
  const next = askNext(now, given, floor, why);
  if (request.status === "open") return next;
  // The agent asked a second time: the rest of this round, without people who said no.
  const tell = concernsHolder(request, no.type === "passedOn" ? no.by : no.person);
  const sameRound = asksSomebody(next)?.round === now.round;
  return sameRound && !tell ? next : askBeside(now, given, floor, why, tell);
}

/** The holder must be told: a hand-off failed, or the holder has to call for help now. */
function concernsHolder(request: Live, person: PersonId): boolean {
  if (handedTo(request) === person) return true;
  return rolesOf(request)?.alone === false && rolesWithout(request, person)?.alone === true;
}

/**
 * Nobody answered besides the holder. Without a danger enough people were asked. A danger needs a
 * caller: the policy's rounds are asked, and then the partner is told to call. From then on people
 * are asked who were not there before. After "Someone's here" no supervisor is there, and a danger
 * goes on asking.
 * @param tell the holder is told that it is still theirs.
 */
export function askBeside(
  now: Position,
  given: Given,
  floor: Floor,
  why: Why,
  tell: boolean,
): Event[] {
  const { holder } = now;
  if (holder !== undefined && isAlone(now)) {
    const looks = askWhoIsNew(now, given, floor, why);
    return tell ? [looks, nudge(holder, given.at, occasionsAfter(now, looks))] : [looks];
  }
  const alone = lacksCaller(now);
  if (alone && (holder === undefined || now.round < now.policy.repeat)) {
    const asks = askNext(now, given, floor, { ...why, reason: "callForHelp" });
    if (holder === undefined || asksSomebody(asks) !== undefined) return asks;
  }
  const ringing = alone ? lookAgain(now, given.at) : undefined;
  const quietened: Event = { type: "quietened", at: given.at, alone, ringing };
  return holder !== undefined && (alone || tell)
    ? [quietened, nudge(holder, given.at, now.occasions)]
    : [quietened];
}

const occasionsAfter = (now: Position, event: Event): number =>
  now.occasions + ("occasion" in event ? 1 : 0);
