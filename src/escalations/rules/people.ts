import type { Given } from "../../kernel/decision.ts";
import type { Facts } from "../commands.ts";
import type { Event } from "../events.ts";
import { isOverdue, isTooLate } from "../overdue.ts";
import {
  type Live,
  type Request,
  handedTo,
  isLive,
  isMissed,
  nobodyWasAsked,
  ringingOf,
} from "../request.ts";
import { foundSince } from "./asking.ts";
import { loseTaker } from "./beside.ts";
import { positionOf } from "./position.ts";
import { mayTake } from "./presses.ts";
import { asksSomebody, startOver } from "./steps.ts";

/* Who may be asked has changed: people are still looked up after a first start, or the file is new. */

export function afterPeopleChanged(request: Request, given: Given, facts: Facts): Event[] {
  if (!isLive(request)) return [];
  // A holder whom the file removed cannot say that they are there. Who is there already stays.
  if (request.status === "acknowledged" && !mayTake(request, request.holder, facts))
    return loseTaker(request, "lapsed", request.holder, given, facts);
  return askWhoWasFound(request, given, facts);
}

/** People who could not be reached are asked now. Calls of long ago stay as they are. */
function askWhoWasFound(request: Live, given: Given, facts: Facts): Event[] {
  const { at } = given;
  const position = positionOf(request);
  if (request.status === "exhausted") {
    if (isMissed(request) || isTooLate(request.exhaustedAt, at)) return [];
    if (nobodyWasAsked(request)) {
      const events = startOver(position, 0, given, facts, { reason: "opened" });
      return asksSomebody(events) === undefined ? [] : events;
    }
  } else if (
    ringingOf(request) === undefined ||
    handedTo(request) !== undefined ||
    isOverdue(request, at)
  )
    return [];
  const people = foundSince(position, Object.keys(request.pages), facts);
  if (people.length === 0) return [];
  const occasion = `p${position.occasions}`;
  if (request.status !== "exhausted") return [{ type: "found", at, people, occasion }];
  // After "No answer" they have the time of the last step, and nobody else is asked again.
  const { round, step, policy } = position;
  const timeout = policy.steps[step]?.timeout;
  if (timeout === undefined) return [];
  const ringing = { since: at, dueAt: at + timeout, asked: people, later: [] } as const;
  return [
    { type: "asked", at, people, round, step, heldBack: [], reason: "opened", ringing, occasion },
  ];
}
