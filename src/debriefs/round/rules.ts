import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";

/** There is one series of rounds in an organisation. */
export const roundsSubject: SubjectId = "00000000-0000-8000-8000-0000000000d5";

/**
 * When the next round is drawn; absent while nobody takes part. Which two met is sealed, elsewhere.
 */
export interface Rounds {
  readonly lastAt: Instant;
  readonly number: number;
  readonly next?: Instant;
}
export interface Command {
  readonly do: "begin" | "draw";
}
export type Event = { readonly at: Instant } & (
  | { readonly type: "begun"; readonly next: Instant }
  | {
      readonly type: "drawn";
      readonly groups: readonly (readonly PersonId[])[];
      readonly alone: readonly PersonId[];
      readonly next: Instant;
    }
  | { readonly type: "rested" }
);
export interface Facts {
  readonly members: readonly PersonId[];
  /** The matching over all members, of two and three (pairing.ts). */
  readonly groups: readonly (readonly PersonId[])[];
  readonly next: Instant;
}

/**
 * Regular pairing for those who opted in (docs/features.md D5). It begins with the first who does,
 * and rests when nobody is left.
 */
export function decide(
  rounds: Rounds | undefined,
  command: Command,
  { at }: Given,
  facts: Facts,
): Decision<Event, never, "too-early"> {
  if (command.do === "begin")
    return { events: rounds?.next === undefined ? [{ type: "begun", at, next: facts.next }] : [] };
  if (rounds?.next === undefined || at < rounds.next) return { refused: "too-early" };
  const { members, groups, next } = facts;
  if (members.length === 0) return { events: [{ type: "rested", at }] };
  const placed = new Set(groups.flat());
  return {
    events: [
      { type: "drawn", at, groups, alone: members.filter((person) => !placed.has(person)), next },
    ],
  };
}

export function evolve(before: Rounds | undefined, event: Event): Rounds {
  const number = before?.number ?? 0;
  switch (event.type) {
    case "begun":
      return { lastAt: event.at, number, next: event.next };
    case "drawn":
      return { lastAt: event.at, number: number + 1, next: event.next };
    case "rested":
      return { lastAt: event.at, number };
  }
}

export const occasion = (number: number): string => `round.${number}`;

/** Everybody who takes part is told, also a person who could meet nobody new. */
export function effects(event: Event, after: Rounds): Effect[] {
  if (event.type !== "drawn") return [];
  return [...event.groups.flat(), ...event.alone].map((person): Effect => ({
    do: "tell",
    to: { person },
    view: "round",
    occasion: occasion(after.number),
    priority: "later",
  }));
}

export const timers = ({ next }: Rounds): Effect[] =>
  next === undefined ? [] : [{ do: "later", command: "draw", at: next }];
