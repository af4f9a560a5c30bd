import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, minutes } from "../../kernel/time.ts";

/** Off shift, in a break or on a call: looked at again after this, on the same day. */
const lookAgain = minutes(15);

/**
 * *Keep one, change one*, for those who want it (docs/features.md A4). What was written is sealed
 * elsewhere. Of calls it knows since when they count.
 */
export interface Reflections {
  readonly person: PersonId;
  readonly lastAt: Instant;
  /** Messages so far: each has an occasion of its own. */
  readonly posts: number;
  /** Absent: not wanted. */
  readonly wanted?: {
    /** Calls that ended since then were not asked about. */
    readonly since: Instant;
    readonly lookAt: Instant;
  };
  /** The newest question, and the local day it was asked on. */
  readonly asked?: { readonly day: string; readonly is: "asked" | "written" | "skipped" | "over" };
}

export interface Command {
  readonly do: "want" | "stop" | "look" | "skip" | "write";
}

export interface Facts {
  /** Takes calls. */
  readonly isAgent: boolean;
  /** On shift, in neither a break nor a call. */
  readonly free: boolean;
  /** A call for help of theirs ended since they were last asked, and before today. */
  readonly called: boolean;
  /** The local day. */
  readonly today: string;
  readonly dayBegan: Instant;
  /** When their next working day begins, after today. */
  readonly nextDay: Instant;
}

export type Event = { readonly at: Instant; readonly person: PersonId } & (
  | { readonly type: "wanted"; readonly since: Instant; readonly lookAt: Instant }
  | { readonly type: "stopped" | "written" | "skipped" }
  | { readonly type: "moved"; readonly lookAt: Instant }
  | { readonly type: "asked"; readonly day: string; readonly lookAt: Instant }
);
export type Answer = "wanted" | "stopped" | "written" | "skipped";
export type Refusal = "not-yours" | "no-agent" | "over" | "not-due";

export function decide(
  state: Reflections | undefined,
  command: Command,
  { at, by, subject }: Given,
  facts: Facts,
): Decision<Event, Answer, Refusal> {
  if (command.do === "look") return look(state, at, by, facts);
  if (by === undefined || (subject !== undefined && subject !== by))
    return { refused: "not-yours" };
  const own = { at, person: by };
  switch (command.do) {
    case "want":
      if (!facts.isAgent) return { refused: "no-agent" };
      return state?.wanted === undefined
        ? { events: [wanted(own, facts)], answer: "wanted" }
        : { events: [], answer: "wanted" };
    case "stop":
      return { events: [{ ...own, type: "stopped" }], answer: "stopped" };
    case "skip":
      return state?.asked?.is === "asked"
        ? { events: [{ ...own, type: "skipped" }], answer: "skipped" }
        : { refused: "over" };
    case "write":
      // Written is kept, whatever became of the card meanwhile.
      return { events: [{ ...own, type: "written" }], answer: "written" };
  }
}

/** A call of today counts: it is why they press it. */
const wanted = (own: Pick<Event, "at" | "person">, { dayBegan, nextDay }: Facts): Event => ({
  ...own,
  type: "wanted",
  since: dayBegan,
  lookAt: nextDay,
});

/** Their day has begun (decisions/0070). Asked once, while it does not disturb, and never caught up on. */
function look(
  state: Reflections | undefined,
  at: Instant,
  by: PersonId | undefined,
  { isAgent, free, called, today, nextDay }: Facts,
): Decision<Event, Answer, Refusal> {
  if (by !== undefined || state?.wanted === undefined || at < state.wanted.lookAt)
    return { refused: "not-due" };
  const own = { at, person: state.person };
  if (!isAgent) return { events: [{ ...own, type: "stopped" }] };
  if (!called) return { events: [{ ...own, type: "moved", lookAt: nextDay }] };
  if (free) return { events: [{ ...own, type: "asked", day: today, lookAt: nextDay }] };
  return { events: [{ ...own, type: "moved", lookAt: Math.min(at + lookAgain, nextDay) }] };
}

export function evolve(before: Reflections | undefined, event: Event): Reflections {
  const { at, person } = event;
  const { wanted, asked, posts } = before ?? { posts: 0, wanted: undefined, asked: undefined };
  const base = { person, lastAt: at, posts };
  const is = (how: "written" | "skipped" | "over") =>
    asked?.is === "asked" ? { asked: { day: asked.day, is: how } } : asked && { asked };
  switch (event.type) {
    case "wanted":
      return { ...base, wanted: { since: event.since, lookAt: event.lookAt }, ...is("over") };
    case "stopped":
      return { ...base, ...is("over") };
    case "moved":
      return {
        ...base,
        wanted: { since: wanted?.since ?? at, lookAt: event.lookAt },
        ...(asked === undefined ? {} : { asked }),
      };
    case "asked":
      return {
        ...{ ...base, posts: posts + 1, wanted: { since: at, lookAt: event.lookAt } },
        asked: { day: event.day, is: "asked" },
      };
    case "written":
    case "skipped":
      return { ...base, ...(wanted === undefined ? {} : { wanted }), ...is(event.type) };
  }
}

export const effects = (event: Event, { person, posts }: Reflections): Effect[] => [
  ...(event.type === "asked"
    ? ([
        {
          ...{ do: "tell", to: { person }, view: "question" },
          ...{ occasion: `k${posts}`, priority: "later" },
        },
      ] satisfies Effect[])
    : []),
  { do: "refreshHome", people: [person] },
];

export const timers = ({ wanted }: Reflections): Effect[] =>
  wanted === undefined ? [] : [{ do: "later", command: "look", at: wanted.lookAt }];
