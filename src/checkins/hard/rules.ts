import type { Decision, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";

export type Command = { readonly do: "pick" | "forget" };
/** That something was picked: what, is sealed. */
export interface HardCalls {
  readonly person: PersonId;
  readonly lastAt: Instant;
}
export type Event = {
  readonly type: "picked" | "forgotten";
  readonly at: Instant;
  readonly person: PersonId;
};
export type Answer = "picked" | "forgotten";

/** Everybody's own, and nobody else's. */
export function decide(
  state: HardCalls | undefined,
  command: Command,
  { at, by }: Given,
): Decision<Event, Answer, "not-yours"> {
  if (by === undefined || (state !== undefined && state.person !== by))
    return { refused: "not-yours" };
  const type = command.do === "pick" ? "picked" : "forgotten";
  return { events: [{ type, at, person: by }], answer: type };
}

export const evolve = (_: HardCalls | undefined, { person, at }: Event): HardCalls => ({
  person,
  lastAt: at,
});
