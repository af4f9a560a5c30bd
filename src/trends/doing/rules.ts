import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, minutes } from "../../kernel/time.ts";
import { windowLasts } from "../questions.ts";

/** Not on shift, or just not free: looked at again after this. */
const lookAgain = minutes(15);

/** Who has been told what is being done. It is no secret, and says nothing about the person. */
export interface Heard {
  readonly person: PersonId;
  readonly lastAt: Instant;
  /** The round, and which version of its text. */
  readonly told?: { readonly round: Instant; readonly saidAt: Instant };
  readonly lookAt?: Instant;
  /** Messages so far: each has an occasion of its own. */
  readonly posts: number;
}

export interface Command {
  readonly do: "tell";
}

export interface Facts {
  /** The round that runs, and when something was said last; absent: never. */
  readonly said?: { readonly round: Instant; readonly saidAt: Instant };
  /** On shift, not in a break, not on a call, in no open request. */
  readonly free: boolean;
}

export type Event =
  | {
      readonly type: "told";
      readonly at: Instant;
      readonly person: PersonId;
      readonly told: NonNullable<Heard["told"]>;
    }
  /**
   * Said once more in the same round: the message that is there is brought up to date, and nothing
   * rings.
   */
  | {
      readonly type: "corrected";
      readonly at: Instant;
      readonly person: PersonId;
      readonly told: NonNullable<Heard["told"]>;
    }
  | {
      readonly type: "held";
      readonly at: Instant;
      readonly person: PersonId;
      readonly lookAt: Instant;
    }
  /** They were never at work while it was news: we stop waiting for them. */
  | { readonly type: "missed"; readonly at: Instant; readonly person: PersonId };

/** Once for each round, to people who are at work (docs/features.md K7). */
export function decide(
  state: Heard | undefined,
  _command: Command,
  given: Given,
  { said, free }: Facts,
): Decision<Event, never, "not-due"> {
  const person = state?.person ?? given.subject;
  const { at } = given;
  // Nobody presses this; and an old text is no news.
  if (person === undefined || given.by !== undefined) return { refused: "not-due" };
  if (said === undefined || at >= said.saidAt + windowLasts)
    return state?.lookAt === undefined
      ? { refused: "not-due" }
      : { events: [{ type: "missed", at, person }] };
  if (state?.told?.saidAt === said.saidAt) return { refused: "not-due" };
  if (state?.told?.round === said.round)
    return { events: [{ type: "corrected", at, person, told: said }] };
  return {
    events: [
      free
        ? { type: "told", at, person, told: said }
        : { type: "held", at, person, lookAt: at + lookAgain },
    ],
  };
}

export function evolve(before: Heard | undefined, event: Event): Heard {
  const { lookAt: _, ...known } = before ?? { person: event.person, posts: 0, lastAt: event.at };
  const now = { ...known, lastAt: event.at };
  if (event.type === "held") return { ...now, lookAt: event.lookAt };
  if (event.type === "missed") return now;
  return { ...now, told: event.told, posts: known.posts + (event.type === "told" ? 1 : 0) };
}

export function effects(event: Event, after: Heard): Effect[] {
  if (event.type !== "told") return [];
  return [
    {
      do: "tell",
      to: { person: after.person },
      view: "doing",
      occasion: `d${after.posts}`,
      priority: "later",
    },
  ];
}

export const timers = ({ lookAt }: Heard): Effect[] =>
  lookAt === undefined ? [] : [{ do: "later", command: "tell", at: lookAt }];
