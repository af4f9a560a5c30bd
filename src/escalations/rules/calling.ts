import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { type Decided, nothing, refuse } from "../commands.ts";
import { hasBothRoles } from "../danger/roles.ts";
import type { Event } from "../events.ts";
import { stillAskedWithout } from "../evolve/roles.ts";
import { type Live, holderOf, isTaken, rolesOf } from "../request.ts";
import type { Floor } from "./asking.ts";
import { positionOf } from "./position.ts";
import { askNext, asksSomebody, lookAgain, nudge, startOver } from "./steps.ts";

/* Who calls the emergency services in a danger (docs/features.md E8, C5). */

/** Any second supervisor may, also where who stays on the line had to do both. */
export function callForHelp(request: Live, by: PersonId, { at }: Given): Decided {
  if (request.level !== "danger") return refuse("not-open");
  const { caller } = rolesOf(request) ?? {};
  if (caller === by) return nothing("yours");
  if (caller !== undefined && !hasBothRoles(request)) return refuse("taken");
  const calls = { type: "callingForHelp", at, by } as const;
  // Pressed on the home page, by somebody who was never asked: they have no card of it yet.
  const isNew = request.pages[by] === undefined;
  const event = isNew ? { ...calls, occasion: `p${request.occasions}` } : calls;
  return { events: [event], answer: "done" };
}

/** Calls for help, and does not have the request as well. */
export const onlyCalls = (request: Live, by: PersonId): boolean =>
  rolesOf(request)?.caller === by && holderOf(request) !== by;

/**
 * Who calls cannot go on: everyone else is asked at once. With nobody else there who stays on the
 * line is told that they call as well.
 */
export function stopCalling(request: Live, by: PersonId, given: Given, floor: Floor): Event[] {
  const { at } = given;
  const stopped: Event = { type: "stoppedCalling", at, by };
  const before = positionOf(request);
  const now = { ...before, caller: undefined, passed: [...before.passed, by] };
  const why = { reason: "callForHelp", without: by } as const;
  if (!isTaken(request))
    return stillAskedWithout(request, by).length > 0
      ? [stopped]
      : [stopped, ...askNext(now, given, floor, why)];
  const asks = startOver(now, 0, given, floor, why);
  const holder = holderOf(request);
  if (holder === undefined || asksSomebody(asks) !== undefined) return [stopped, ...asks];
  const ringing = lookAgain({ ...now, asked: [by] }, at);
  return [
    stopped,
    { type: "quietened", at, alone: true, ringing },
    nudge(holder, at, before.occasions),
  ];
}
