import type { Viewer } from "../../runtime/feature.ts";
import { hasBothRoles, needsCaller } from "../danger/roles.ts";
import { type Live, holderOf, isTaken, rolesOf, soughtOf } from "../request.ts";
import { standingVerdict } from "../verdict/standing.ts";
import type { LiveRole } from "./button-rows.ts";

/** The person's role in a live request. */
export function roleOf(request: Live, { person: me }: Viewer): LiveRole {
  if (holderOf(request) === me) return asHolder(request);
  return isTaken(request) ? besideHolder(request, me) : untaken(request, me);
}

function asHolder(request: Live): LiveRole {
  const isDanger = request.level === "danger";
  if (request.status === "acknowledged") return isDanger ? "onTheWayInDanger" : "onTheWay";
  if (standingVerdict(request) === undefined) return isDanger ? "withAgentInDanger" : "withAgent";
  return isDanger ? "answeredInDanger" : "answered";
}

/** Nobody has it. */
function untaken(request: Live, me: string): LiveRole {
  const mayPassOn = request.status === "open" && !request.passed.includes(me);
  if (rolesOf(request)?.caller === me) return "caller";
  return mayPassOn ? "asked" : "askedOnce";
}

/** Somebody else has it, or the agent said that someone is there. */
function besideHolder(request: Live, me: string): LiveRole {
  const sought = soughtOf(request).includes(me);
  const mayCall = needsCaller(request) || hasBothRoles(request);
  if (sought && holderOf(request) !== undefined) return mayCall ? "soughtInDanger" : "sought";
  if (request.level !== "danger") return "taken";
  if (request.danger.caller === me) return "caller";
  if (mayCall) return sought ? "callerNeededOrTaker" : "callerNeeded";
  return sought ? "takerNeeded" : "taken";
}
