import type { Effect } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Event, type Request, isLive } from "./request.ts";
import { closeExhaustedAfter, closeJoinedAfter, shrinkAfter } from "./rules.ts";

/** Who hears of an event. What must be noticed is a new message, because an edit rings nobody (PRODUCT E2). */
export function effects(event: Event, after: Request): Effect[] {
  const page = (person: PersonId, occasion: string): Effect => ({ do: "tell", to: { person }, view: "page", occasion, priority: "page" });
  const receipt = (occasion: string): Effect => ({ do: "tell", to: { account: after.via }, view: "receipt", occasion, priority: "receipt" });
  switch (event.type) {
    case "asked":
    case "widened":
      return event.people.map((person) => page(person, event.occasion));
    case "handedTo":
      return [page(event.to, event.occasion)];
    case "nudged":
      return [page(event.person, event.occasion)];
    case "reminded":
    case "calledAgain":
      return event.person === undefined ? [] : [page(event.person, event.occasion)];
    case "opened":
    case "acknowledged":
    case "gaveBack":
    case "lapsed":
    case "exhausted":
    case "keptTrying":
      return [receipt(event.occasion)];
    default:
      return [];
  }
}

/**
 * When to look again, from the state alone: so every live request has a next due time by construction. Timers that the
 * state no longer wants are refused by the rules when they ring, so nothing needs cancelling.
 */
export function timers(request: Request): Effect[] {
  const later = (command: string, at: number): Effect => ({ do: "later", command, at });
  if (!isLive(request)) return request.shrunk ? [] : [later("shrink", request.closedAt + shrinkAfter)];
  const due: Effect[] = [];
  if (request.ringing !== undefined) {
    due.push(later("step", request.ringing.dueAt));
    if (request.ringing.laterAt !== undefined && request.ringing.later.length > 0) due.push(later("widen", request.ringing.laterAt));
  }
  switch (request.status) {
    case "acknowledged":
      due.push(later("lapse", request.joinBy));
      if (!request.nudged) due.push(later("nudge", Math.floor(request.takenAt + (request.joinBy - request.takenAt) / 2)));
      break;
    case "joined":
      if (request.level === "danger") due.push(later("remind", request.remindedAt + closeJoinedAfter));
      else due.push(later("close", request.joinedAt + closeJoinedAfter));
      break;
    case "exhausted":
      due.push(later("close", request.exhaustedAt + closeExhaustedAfter));
      break;
    case "open":
      break;
  }
  return due;
}
