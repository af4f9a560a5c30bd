import type { Effect } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Event, Promised } from "./promise.ts";
import { nextLook } from "./times.ts";

/** Who hears of an event. A nudge is a new message; what somebody pressed turns the cards. */
export function effects(event: Event, after: Promised): Effect[] {
  const homes: Effect[] =
    event.homes.length === 0 ? [] : [{ do: "refreshHome", people: event.homes }];
  const tell = (person: PersonId): Effect => ({
    do: "tell",
    to: { person },
    view: "promise",
    occasion: after.cards[person]?.occasion ?? "",
    priority: "page",
  });
  switch (event.type) {
    case "reached":
      return [...event.told.map(({ person }) => tell(person)), ...homes];
    case "given":
      return [tell(event.to), ...homes];
    default:
      return homes;
  }
}

/** When to look again, from the state alone. */
export function timers(promised: Promised): Effect[] {
  const at = nextLook(promised);
  return at === undefined ? [] : [{ do: "later", command: "look", at }];
}
