import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, minutes } from "../../kernel/time.ts";

/** Somebody whose shift ends with promises due after it. Nothing of it is stored. */
export interface Ending {
  readonly person: PersonId;
  readonly lastAt: Instant;
}
export type Command = { readonly do: "look" };
export interface Facts {
  /** When their shift ends, if they are on shift now and anybody knows. */
  readonly ends: Instant | undefined;
  /** They hold a promise that is due after it. */
  readonly later: boolean;
}
interface Looked {
  readonly at: Instant;
  readonly person: PersonId;
}
export type Event = Looked &
  (
    | { readonly type: "waits"; readonly until: Instant }
    | { readonly type: "ends"; readonly end: Instant }
    | { readonly type: "settled" }
  );

/** So long before the end there is time to give a promise away. */
const before = minutes(15);

export function decide(
  _: Ending | undefined,
  _command: Command,
  { at, subject: person }: Given,
  { ends, later }: Facts,
): Decision<Event, never, "nothing"> {
  if (person === undefined) return { refused: "nothing" };
  // A card that is there says so.
  if (ends === undefined || !later) return { events: [{ type: "settled", at, person }] };
  const event: Event =
    at < ends - before
      ? { type: "waits", at, person, until: ends - before }
      : { type: "ends", at, person, end: ends };
  return { events: [event] };
}

export const evolve = (_: Ending | undefined, { at, person }: Event): Ending => ({
  person,
  lastAt: at,
});

export function effects(event: Event): Effect[] {
  if (event.type === "settled") return [];
  if (event.type === "waits") return [{ do: "later", command: "look", at: event.until }];
  const occasion = `e${Math.round(event.end / 60_000)}`;
  return [
    { do: "tell", to: { person: event.person }, view: "ending", occasion, priority: "receipt" },
  ];
}
