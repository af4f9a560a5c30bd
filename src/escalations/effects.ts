import type { Effect } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Instant, seconds } from "../kernel/time.ts";
import type { Event } from "./events.ts";
import { type Request, nobodyWasAsked } from "./request.ts";
import { dueAt, ticks } from "./times.ts";

/**
 * Who is told of an event. What must be noticed is a new message: no edit notifies
 * (docs/features.md E2).
 */
export function effects(event: Event, after: Request): Effect[] {
  const page = (person: PersonId, occasion: string): Effect => ({
    do: "tell",
    to: { person },
    view: "page",
    occasion,
    priority: "page",
  });
  const receipt = (occasion: string): Effect => ({
    do: "tell",
    to: { account: after.via },
    view: "receipt",
    occasion,
    priority: "receipt",
  });
  switch (event.type) {
    case "asked":
    case "widened":
    case "found":
      return event.people.map((person) => page(person, event.occasion));
    case "handedTo":
      return [page(event.to, event.occasion)];
    case "nudged":
      return [page(event.person, event.occasion)];
    case "reminded":
    case "calledAgain":
      return event.person === undefined ? [] : [page(event.person, event.occasion)];
    case "acknowledged":
    case "answered":
    case "joined": {
      const { by, occasion } = event;
      if (occasion === undefined) return [];
      return [...(after.pages[by] === occasion ? [page(by, occasion)] : []), receipt(occasion)];
    }
    case "callingForHelp":
      return event.occasion === undefined ? [] : [page(event.by, event.occasion)];
    case "recorded":
      return event.occasion === undefined ? [] : [receipt(event.occasion)];
    case "opened":
    case "gaveBack":
    case "lapsed":
    case "exhausted":
      return [receipt(event.occasion), ...lookOnceMore(event.at, after)];
    case "thanked":
      return [
        {
          do: "tell",
          to: { person: event.to },
          view: "thanks",
          occasion: "t0",
          priority: "later",
        },
      ];
    case "toldToGoBack":
    case "overtaken":
    case "keptTrying":
      return [receipt(event.occasion)];
    default:
      return [];
  }
}

/** Somebody who could not be reached may have been found while this was decided. */
const lookOnceMore = (at: Instant, request: Request): Effect[] =>
  request.outOfReach === true && nobodyWasAsked(request)
    ? [{ do: "later", command: "found", at: at + seconds(3) }]
    : [];

/**
 * When to look again, from the state alone. The rules refuse a timer that the state no longer
 * wants, so nothing needs cancelling.
 */
export function timers(request: Request): Effect[] {
  return ticks.flatMap((command): Effect[] => {
    const at = dueAt(request, command);
    return at === undefined ? [] : [{ do: "later", command, at }];
  });
}
