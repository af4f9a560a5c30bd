import type { Viewer } from "../../runtime/feature.ts";
import { hasBothRoles, needsCaller } from "../danger.ts";
import { type Base, type Live, holderOf, isTaken, rolesOf, soughtOf } from "../request.ts";
import type { LiveRole } from "./button-rows.ts";

/** The person's role in a live request, as far as this copy of their card shows it. */
export function roleOf(request: Live, viewer: Viewer): LiveRole {
  const me = viewer.person;
  const current = isNewest(request, viewer);
  if (holderOf(request) === me)
    return !current ? "olderTaken" : request.status === "acknowledged" ? "onTheWay" : "withAgent";
  return isTaken(request) ? besideHolder(request, me, current) : untaken(request, me, current);
}

/** Nobody has it. */
function untaken(request: Live, me: string, current: boolean): LiveRole {
  const mayPassOn = request.status === "open" && !request.passed.includes(me);
  if (!current) return mayPassOn ? "older" : "olderPassed";
  if (rolesOf(request)?.caller === me) return "caller";
  return mayPassOn ? "asked" : "askedOnce";
}

/** Somebody else has it, or the agent said that someone is there. */
function besideHolder(request: Live, me: string, current: boolean): LiveRole {
  const sought = soughtOf(request).includes(me);
  const mayCall = needsCaller(request) || hasBothRoles(request);
  if (sought && current && holderOf(request) !== undefined)
    return mayCall ? "soughtInDanger" : "sought";
  if (request.level !== "danger") return "taken";
  if (!current) return sought ? "olderPassed" : "olderTaken";
  if (request.danger.caller === me) return "caller";
  if (mayCall) return sought ? "callerNeededOrTaker" : "callerNeeded";
  return sought ? "takerNeeded" : "taken";
}

/** This copy is the newest of its person: older ones point to it. */
export const isNewest = ({ pages }: Pick<Base, "pages">, viewer: Viewer): boolean =>
  pages[viewer.person] === viewer.occasion;
