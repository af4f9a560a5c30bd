import type { Effect } from "../kernel/decision.ts";
import { type Debrief, type Event, offerOccasion, ownOccasion } from "./debrief.ts";
import { fadesAfter, talkEnds } from "./times.ts";
import type { Tick } from "./rules.ts";

/**
 * Who hears of an event. What must be noticed is a new message, because an edit rings nobody
 * (docs/features.md E2).
 */
export function effects(event: Event, after: Debrief): Effect[] {
  const home: Effect = {
    do: "refreshHome",
    people: [...new Set(["partner" in after ? after.partner : after.person, after.person])],
  };
  return [...told(event, after), home];
}

function told(event: Event, after: Debrief): Effect[] {
  if (after.status === "idle") return [];
  const own: Effect = {
    do: "tell",
    to: { person: after.person },
    view: "own",
    occasion: ownOccasion(after),
    priority: "receipt",
  };
  switch (event.type) {
    case "opened":
      // Typed: the answer itself shows the choices.
      return event.offered === undefined ? [] : [{ ...own, priority: "later" }];
    case "offeredAgain":
      return [{ ...own, priority: "later" }];
    case "accepted":
      return [
        own,
        {
          do: "tell",
          to: { person: after.person },
          view: "both",
          occasion: offerOccasion(after),
          priority: "receipt",
        },
      ];
    case "sought":
    case "left":
    case "unmatched":
      return [own];
    case "offeredTo":
      return [
        {
          do: "tell",
          to: { person: event.person },
          view: "offer",
          occasion: offerOccasion(after),
          priority: "receipt",
        },
      ];
    default:
      return [];
  }
}

/**
 * When to look again, from the state alone. Timers that the state no longer wants are refused by
 * the rules.
 */
export function timers(debrief: Debrief): Effect[] {
  const later = (command: Tick, at: number): Effect => ({ do: "later", command, at });
  switch (debrief.status) {
    case "idle":
      return [];
    case "asked":
      return [
        later("fade", debrief.since + fadesAfter),
        ...(debrief.offered?.againAt === undefined
          ? []
          : [later("offerAgain", debrief.offered.againAt)]),
      ];
    case "searching":
      return [later("look", debrief.lookAt), later("giveUp", debrief.giveUpAt)];
    case "offered":
      return [later("lapse", debrief.until), later("giveUp", debrief.giveUpAt)];
    case "accepted":
      return [
        later("close", debrief.at + talkEnds),
        ...(debrief.lookAt === undefined ? [] : [later("chat", debrief.lookAt)]),
      ];
    case "done":
    case "unmatched":
      return [later("fade", debrief.at + fadesAfter)];
  }
}
