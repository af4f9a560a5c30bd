import type { Effect } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Break, type Event, awayUntil } from "./state.ts";
import { dueAt } from "./times.ts";

/**
 * Who hears of an event. What must be noticed is a new message: where it stands, and the end of the
 * time.
 */
export function effects(event: Event, after: Break): Effect[] {
  const homes: Effect = { do: "refreshHome", people: [after.person, ...event.watchers] };
  const card = (
    person: PersonId,
    view: "break" | "cover" | "shiftOver",
    occasion: string,
  ): Effect => ({
    ...{ do: "tell", to: { person }, view, occasion },
    priority: view === "cover" ? "page" : "receipt",
  });
  switch (event.type) {
    case "queued":
    case "started":
      return [card(after.person, "break", event.occasion), homes, ...desk(event, after)];
    case "offered":
    case "afterCall":
    case "nudged":
      return [card(after.person, "break", event.occasion), homes];
    case "ended":
      // It came to them by itself, so it is said; whoever ended it themselves was answered.
      return event.how === "shiftOver"
        ? [card(event.person, "shiftOver", event.at.toString(36)), homes]
        : [homes];
    case "coverAsked":
      return [...event.people.map((id) => card(id, "cover", event.occasion)), homes];
    case "looked":
      return [];
    default:
      return [homes];
  }
}

/**
 * One line for the real-time desk, that an absence is excused; kept current like the rest, and gone
 * with the break.
 */
function desk(event: Event, after: Break): Effect[] {
  if (after.status === "none" || awayUntil(after) === undefined) return [];
  const occasion = deskOccasion(after);
  return (event.desk ?? []).map((person) => ({
    do: "tell",
    to: { person },
    view: "desk",
    occasion,
    priority: "later",
  }));
}

/** An absence of its own: five minutes while somebody waits are one, and the break after them another. */
export const deskOccasion = ({ id, status }: Exclude<Break, { status: "none" }>): string =>
  status === "queued" ? `${id}.wait` : id;

/** When to look again, from the state alone. */
export function timers(state: Break): Effect[] {
  const at = dueAt(state);
  return at === undefined ? [] : [{ do: "later", command: "look", at }];
}
