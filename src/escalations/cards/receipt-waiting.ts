import type { Instant } from "../../kernel/time.ts";
import { type Line, type Text, msg, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Open, stillAsked } from "../request.ts";
import { saidAsNow } from "../times.ts";
import { type Next, nextAsked } from "./next-asked.ts";
import { crowd } from "./receipt-status.ts";

/**
 * Since when, in which round, and who is asked next and when. Clock times stay true without an
 * edit, so nothing here counts up or down (docs/decisions/0049).
 */
export function waiting(request: Open, { organisation }: Shell, now: Instant): Line[] {
  const next = nextAsked(request, (id) => organisation.people.get(id)?.listed === true);
  return [
    msg("receipt.since", { time: time(request.openedAt), round: request.round + 1 }),
    next === undefined ? last(request, now) : nextLine(next, request, now),
  ];
}

function nextLine({ notify, at }: Next, request: Open, now: Instant): Text {
  const when = whenOf(at, now);
  if (notify === "everyone")
    return msg(request.level === "danger" ? "receipt.nextDanger" : "receipt.nextEveryone", when);
  if (notify === "supervisors") return msg("receipt.nextTeam", when);
  return msg("receipt.nextPeople", { ...when, people: crowd(notify), count: notify.length });
}

const last = (request: Open, now: Instant): Text =>
  msg("receipt.last", {
    ...whenOf(request.ringing.dueAt, now),
    count: stillAsked(request).length,
  });

/** A clock time of the minute that runs would read as past. */
const whenOf = (at: Instant, now: Instant) => ({
  when: saidAsNow(at, now) ? "soon" : "at",
  time: time(at),
});
