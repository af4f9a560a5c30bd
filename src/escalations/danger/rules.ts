import { elsewhere } from "../../kernel/help-lines.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Decided, type Facts, type Press, nothing, refuse } from "../commands.ts";
import { categories } from "../categories.ts";
import type { Event } from "../events.ts";
import { type Live, holderOf, isTaken, ringingOf, rolesOf, soughtOf } from "../request.ts";
import { type Part, partOf } from "./points.ts";

/** Only who has a part in the danger sees to its points, and each point once. */
export function checkOff(
  request: Live,
  { point }: Press & { do: "check" },
  by: PersonId,
  at: Instant,
): Decided {
  if (request.level !== "danger") return refuse("not-open");
  if (point === undefined)
    return hasPart(request, by) ? refuse("no-such-point") : refuse("no-part");
  if (!hasPart(request, by, partOf(point))) return refuse("no-part");
  if (request.checked?.[point] !== undefined) return refuse("checked");
  return { events: [{ type: "checked", at, by, point }], answer: "done" };
}

/** Where the customer is, as one of the two people of the danger found out. */
export function customerIn(
  request: Live,
  { country }: Press & { do: "customerIn" },
  by: PersonId,
  at: Instant,
  { countries = [] }: Facts,
): Decided {
  if (request.level !== "danger") return refuse("not-open");
  if (!hasPart(request, by)) return refuse("no-part");
  if (country !== elsewhere && !countries.includes(country)) return refuse("no-such-country");
  if (request.customerIn === country) return nothing("done");
  return { events: [{ type: "customerIn", at, by, country }], answer: "done" };
}

/** This part in the danger, or any. */
export function hasPart(request: Live, by: PersonId, part?: Part): boolean {
  const { partner, caller } = rolesOf(request) ?? {};
  return (part !== "caller" && partner === by) || (part !== "partner" && caller === by);
}

/**
 * Taken back by the agent or the holder. The level is the category's, else Help. The round stays:
 * after a long danger everyone was asked often enough for an honest "No answer". People who were
 * asked to call for help are no longer needed. People who were asked to take it still are.
 */
export function notDanger(request: Live, by: PersonId, at: Instant): Decided {
  if (by !== request.requester && by !== holderOf(request)) return refuse("not-yours");
  if (request.level !== "danger") return nothing("done");
  const chosen = request.category === undefined ? "help" : categories[request.category];
  const levelled: Event = {
    type: "levelled",
    at,
    by,
    level: chosen === "danger" ? "help" : chosen,
  };
  const onlyCallersAsked = ringingOf(request) !== undefined && soughtOf(request).length === 0;
  const quietened: Event = { type: "quietened", at, alone: false };
  return {
    events: isTaken(request) && onlyCallersAsked ? [levelled, quietened] : [levelled],
    answer: "done",
  };
}
