import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** Somebody added Handrail to their workspace (docs/features.md P3). The subject is that person. */
export interface Welcome {
  readonly person: PersonId;
  /** Whether somebody has named a team since. */
  readonly isSetUp: boolean;
  /** When they last added it, in milliseconds. */
  readonly addedAt: Instant;
  readonly lastAt: Instant;
}

export type Command = { readonly do: "greet" } | { readonly do: "settle" };
export type Event =
  | { readonly type: "greeted"; readonly at: Instant }
  | { readonly type: "settled"; readonly at: Instant };
export type Refusal = "over";

/** Both are the clock's: nobody presses them. */
export function decide(
  state: Welcome | undefined,
  command: Command,
  { at, by }: Given,
): Decision<Event, never, Refusal> {
  if (state === undefined || by !== undefined) return { refused: "over" };
  if (command.do === "settle") return { events: [{ type: "settled", at }] };
  return state.isSetUp ? { refused: "over" } : { events: [{ type: "greeted", at }] };
}

export function evolve(state: Welcome | undefined, event: Event): Welcome {
  if (state === undefined) throw new Error("a welcome has no beginning here");
  return { ...state, lastAt: event.at };
}

/** Who adds it again is greeted again: the first message went with the app. */
export const effects = (event: Event, { person, addedAt }: Welcome): Effect[] =>
  event.type === "greeted"
    ? [
        {
          do: "tell",
          to: { person },
          view: "welcome",
          occasion: `added${addedAt}`,
          priority: "receipt",
        },
      ]
    : [{ do: "redraw" }];
