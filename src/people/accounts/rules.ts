import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";

/**
 * An account with the address of a person who has another account on that platform, or whose place
 * in the file somebody else took. The subject is the person who has that address.
 */
export interface Claim {
  readonly person: PersonId;
  readonly status: "claimed" | "bound" | "refused" | "unbound";
  /** The person who has its address. */
  readonly claims?: PersonId;
  /** What its profile says. */
  readonly name: string;
  readonly lastAt: Instant;
}

export type Command =
  | { readonly do: "claimed" }
  | { readonly do: "unbound" }
  | { readonly do: "mine" }
  | { readonly do: "notMine" };
export type Event =
  | { readonly type: "claimed"; readonly at: Instant; readonly holder: PersonId }
  | { readonly type: "unbound"; readonly at: Instant }
  | { readonly type: "bound"; readonly at: Instant; readonly holder: PersonId }
  | { readonly type: "refused"; readonly at: Instant; readonly holder: PersonId };
export type Answer = "bound" | "refused";
export type Refusal = "not-yours" | "closed";

export function decide(
  state: Claim | undefined,
  command: Command,
  { at, by }: Given,
): Decision<Event, Answer, Refusal> {
  if (state === undefined) return { refused: "not-yours" };
  const { status, claims } = state;
  switch (command.do) {
    case "claimed":
      return by === undefined && status === "claimed" && claims !== undefined
        ? { events: [{ type: "claimed", at, holder: claims }] }
        : { refused: "closed" };
    case "unbound":
      return by === undefined && status === "unbound"
        ? { events: [{ type: "unbound", at }] }
        : { refused: "closed" };
    case "mine":
    case "notMine": {
      // Only the person with that address may say so. A stranger who names it learns nothing.
      if (by === undefined || by !== claims) return { refused: "not-yours" };
      if (status !== "claimed") return { refused: "closed" };
      const type = command.do === "mine" ? "bound" : "refused";
      return { events: [{ type, at, holder: by }], answer: type };
    }
  }
}

export function evolve(state: Claim | undefined, event: Event): Claim {
  if (state === undefined) throw new Error("an account's claim has no beginning here");
  return { ...state, status: event.type, lastAt: event.at };
}

export function effects(event: Event, { person }: Claim): Effect[] {
  if (event.type === "claimed")
    return [
      {
        do: "tell",
        to: { person: event.holder },
        view: "claim",
        occasion: "claim",
        priority: "receipt",
      },
    ];
  if (event.type === "unbound")
    return [
      { do: "tell", to: { person }, view: "unbound", occasion: "unbound", priority: "receipt" },
    ];
  return [];
}
