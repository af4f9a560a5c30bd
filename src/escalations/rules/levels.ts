import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Floor } from "./asking.ts";
import type { Event, EventOf } from "../events.ts";
import { type Level, type Policy, policyOf } from "../policy.ts";
import { atOpening, inDanger, positionOf } from "./position.ts";
import type { Live, Request } from "../request.ts";
import { asksSomebody, lookAgain, nudge, startOver } from "./steps.ts";

/* What a new level does to a request that runs. */

/**
 * Danger asks everyone at once, whatever the step was. The holder stays the partner, and is told.
 */
export function raiseDanger(request: Live, by: PersonId, given: Given, floor: Floor): Event[] {
  const { at } = given;
  const joinBy = sooner(request, at + request.policies.danger.joinWithin);
  const levelled: Event = { type: "levelled", at, by, level: "danger", joinBy };
  const now = inDanger(positionOf(request), request.policies);
  const asks = startOver(now, 0, given, floor, { reason: "danger" });
  const { holder } = now;
  if (holder === undefined) return [levelled, ...asks];
  const rest: Event[] =
    asksSomebody(asks) === undefined
      ? [{ type: "quietened", at, alone: true, ringing: lookAgain(now, at) }]
      : asks;
  if (holder === by) return [levelled, ...rest];
  const occasions = rest.filter((event) => "occasion" in event).length;
  return [levelled, ...rest, nudge(holder, at, now.occasions + occasions)];
}

/** A request that is a danger from its first moment. */
export function openInDanger(
  opened: EventOf<"opened">,
  by: PersonId,
  given: Given,
  floor: Floor,
): Event[] {
  const now = inDanger(atOpening(opened), opened.policies);
  return [
    opened,
    { type: "levelled", at: given.at, by, level: "danger" },
    ...startOver(now, 0, given, floor, { reason: "danger" }),
  ];
}

/**
 * A category changed the level. The place in the policy stays, but the wait is no longer than the
 * new level's. Nobody gets more time than they and the agent were told. If the level asks other
 * people, those asked now keep their time, and then its first step comes.
 */
export function moveTo(
  request: Live,
  level: Exclude<Level, "danger">,
  by: PersonId,
  given: Given,
): Event[] {
  const { at } = given;
  const policy = request.policies[level];
  const elsewhere: Event[] = asksTheSame(policyOf(request), policy)
    ? []
    : [{ type: "restarted", at, round: Math.min(request.round, policy.repeat) }];
  if (request.status !== "open") {
    const joinBy = sooner(request, at + policy.joinWithin);
    return [{ type: "levelled", at, by, level, joinBy }, ...elsewhere];
  }
  const { ringing, step } = request;
  const timeout = policy.steps[Math.max(0, step)]?.timeout;
  const dueAt = timeout === undefined ? ringing.dueAt : Math.max(at, ringing.since + timeout);
  const hastened: Event[] = dueAt < ringing.dueAt ? [{ type: "hastened", at, dueAt }] : [];
  return [{ type: "levelled", at, by, level }, ...elsewhere, ...hastened];
}

/** Step by step, as far as both go. */
const asksTheSame = (one: Policy, other: Policy): boolean =>
  one.steps.every(
    ({ notify }, n) =>
      other.steps[n] === undefined ||
      JSON.stringify(notify) === JSON.stringify(other.steps[n].notify),
  );

/** A time to be there by that is sooner than the one that was said. */
const sooner = (request: Request, joinBy: Instant): Instant | undefined =>
  request.status === "acknowledged" && joinBy < request.joinBy ? joinBy : undefined;
