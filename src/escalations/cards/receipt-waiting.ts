import { type Line, type Text, msg, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Open, stillAsked } from "../request.ts";
import { type Next, nextAsked } from "./next-asked.ts";
import { crowd } from "./receipt-status.ts";

/**
 * Since when, in which round, and who is asked next and when. Clock times stay true without an
 * edit, so nothing here counts up or down (decisions/0049).
 */
export function waiting(request: Open, { organisation }: Shell): Line[] {
  const next = nextAsked(request, (id) => organisation.people.get(id)?.listed === true);
  return [
    msg("receipt.since", { time: time(request.openedAt), round: request.round + 1 }),
    next === undefined ? last(request) : nextLine(next, request),
  ];
}

function nextLine({ notify, at }: Next, request: Open): Text {
  const when = { time: time(at) };
  if (notify === "everyone")
    return msg(request.level === "danger" ? "receipt.nextDanger" : "receipt.nextEveryone", when);
  if (notify === "supervisors") return msg("receipt.nextTeam", when);
  return msg("receipt.nextPeople", { ...when, people: crowd(notify), count: notify.length });
}

const last = (request: Open): Text =>
  msg("receipt.last", {
    time: time(request.ringing.dueAt),
    count: stillAsked(request).length,
  });
