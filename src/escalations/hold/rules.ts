import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Decided, nothing, refuse } from "../commands.ts";
import type { Event } from "../events.ts";
import { isTooLate } from "../overdue.ts";
import type { Live, Request } from "../request.ts";
import { goBackAfter, goBackAt } from "./due.ts";

export function putOnHold(request: Live, by: PersonId, at: Instant): Decided {
  if (by !== request.requester) return refuse("not-yours");
  return request.onHold === undefined
    ? { events: [{ type: "putOnHold", at, by }], answer: "done" }
    : nothing("done");
}

export function goBack(request: Live, by: PersonId, at: Instant): Decided {
  if (by !== request.requester) return refuse("not-yours");
  if (request.onHold === undefined) return refuse("not-on-hold");
  return { events: [wentBack(request.onHold.since, at)], answer: "done" };
}

/** One message for all that is due by now, and none that comes too late to help. */
export function tellToGoBack(request: Live, at: Instant): Event[] {
  const due = goBackAt(request);
  if (request.onHold === undefined || due === undefined) return [];
  const { since } = request.onHold;
  const told = goBackAfter.filter((after) => at - since >= after).length;
  return isTooLate(due, at)
    ? [{ type: "goBackMissed", at, told }]
    : [{ type: "toldToGoBack", at, told, occasion: `a${request.occasions}` }];
}

/** A hold ends with its request, whatever ends that. */
export function endHold(request: Request | undefined, decided: Decided, given: Given): Decided {
  if (request?.onHold === undefined || "refused" in decided) return decided;
  const { since } = request.onHold;
  const events = decided.events.flatMap((event) =>
    event.type === "resolved" || event.type === "withdrawn"
      ? [wentBack(since, given.at), event]
      : [event],
  );
  return { ...decided, events };
}

const wentBack = (since: Instant, at: Instant): Event => ({
  type: "wentBack",
  at,
  heldFor: at - since,
});
