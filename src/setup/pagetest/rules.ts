import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { AccountId, PersonId, Platform, SubjectId } from "../../kernel/ids.ts";
import { type Instant, type Millis, minutes } from "../../kernel/time.ts";

/*
 * A test of a page (docs/features.md P2): it takes the way of a real one, and has rules and a table
 * of its own, so that it counts nowhere (docs/decisions/0087).
 */

/** How it stands. Nothing is sent but the question before `paged`. */
export type Stage =
  | { readonly is: "asked"; readonly until: Instant }
  | { readonly is: "paged"; readonly until: Instant }
  | { readonly is: "taken"; readonly after: Millis; readonly on: Platform }
  | { readonly is: "missed" | "declined" | "unanswered" | "unreachable" };

export interface PageTest {
  readonly id: SubjectId;
  readonly lastAt: Instant;
  /** The admin who asked, and where they read how it went. */
  readonly by: PersonId;
  readonly via: AccountId;
  readonly person: PersonId;
  /** How long they have, as a step of their team's policy. */
  readonly timeout: Millis;
  readonly pagedAt?: Instant;
  readonly stage: Stage;
}

export type Command =
  | { readonly do: "ask"; readonly person: PersonId }
  | { readonly do: "agree" | "decline" | "take" }
  /** The time to answer or to press is over. */
  | { readonly do: "look" }
  | { readonly do: "unreachable"; readonly person: PersonId };

export interface Facts {
  readonly isAdmin: boolean;
  /** Absent: they run no team, or no message can be sent to them. */
  readonly timeout?: Millis | undefined;
  /** A test of theirs goes on, or they said no to one a moment ago. */
  readonly earlier?: "going-on" | "declined" | undefined;
  /** Where the press came from. */
  readonly on?: Platform | undefined;
}

export type Event =
  | { readonly type: "asked"; readonly at: Instant; readonly test: PageTest }
  | { readonly type: "agreed"; readonly at: Instant }
  | {
      readonly type: "taken";
      readonly at: Instant;
      readonly after: Millis;
      readonly on: Platform;
    }
  | {
      readonly type: "ended";
      readonly at: Instant;
      readonly how: "missed" | "declined" | "unanswered" | "unreachable";
    };

export type Answer = "asked" | "agreed" | "declined" | "taken";
export type Refusal =
  | "not-admin"
  | "nobody"
  | "going-on"
  | "declined"
  | "not-yours"
  | "over"
  | "too-early";

/** How long the question waits: a yes is a yes to now. */
const agreesFor = minutes(10);

type Decided = Decision<Event, Answer, Refusal>;
const refuse = (refused: Refusal): Decided => ({ refused });

export const isOver = ({ stage: { is } }: PageTest): boolean => is !== "asked" && is !== "paged";

export function decide(
  test: PageTest | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  if (command.do === "ask") return ask(command.person, given, facts);
  if (test === undefined) return refuse("over");
  const { stage, person } = test;
  const { at, by } = given;
  if (command.do === "unreachable")
    return command.person === person && !isOver(test)
      ? { events: [{ type: "ended", at, how: "unreachable" }] }
      : refuse("over");
  if (command.do === "look") {
    if (stage.is !== "asked" && stage.is !== "paged") return refuse("over");
    if (by !== undefined || at < stage.until) return refuse("too-early");
    const how = stage.is === "asked" ? "unanswered" : "missed";
    return { events: [{ type: "ended", at, how }] };
  }
  // Nobody says yes for somebody else.
  if (by !== person) return refuse("not-yours");
  if (command.do === "take") {
    if (stage.is !== "paged" || test.pagedAt === undefined) return refuse("over");
    const { on = "slack" } = facts;
    return { events: [{ type: "taken", at, after: at - test.pagedAt, on }], answer: "taken" };
  }
  if (stage.is !== "asked" || at >= stage.until) return refuse("over");
  return command.do === "agree"
    ? { events: [{ type: "agreed", at }], answer: "agreed" }
    : { events: [{ type: "ended", at, how: "declined" }], answer: "declined" };
}

function ask(
  person: PersonId,
  { at, by, via, newId }: Given,
  { isAdmin, timeout, earlier }: Facts,
): Decided {
  if (!isAdmin || by === undefined || via === undefined) return refuse("not-admin");
  if (timeout === undefined) return refuse("nobody");
  if (earlier !== undefined) return refuse(earlier);
  const stage = { is: "asked", until: at + agreesFor } as const;
  const test: PageTest = { id: newId, lastAt: at, by, via, person, timeout, stage };
  return { events: [{ type: "asked", at, test }], answer: "asked" };
}

export function evolve(before: PageTest | undefined, event: Event): PageTest {
  const { at } = event;
  if (event.type === "asked") return event.test;
  if (before === undefined) throw new Error(`${event.type} before a test was asked for`);
  switch (event.type) {
    case "agreed": {
      const stage = { is: "paged", until: at + before.timeout } as const;
      return { ...before, lastAt: at, pagedAt: at, stage };
    }
    case "taken":
      return { ...before, lastAt: at, stage: { is: "taken", after: event.after, on: event.on } };
    case "ended":
      return { ...before, lastAt: at, stage: { is: event.how } };
  }
}

/** The newest of the messages that the person tested has, and of those that the admin has. */
export const occasionOf = ({ pagedAt }: PageTest): string => (pagedAt === undefined ? "a1" : "p1");
export const outcomeOf = (test: PageTest): string => (isOver(test) ? "r2" : "r1");

/** The question may wait behind a call for help; the page goes as one. */
export function effects(event: Event, after: PageTest): Effect[] {
  const told = {
    do: "tell",
    to: { person: after.person },
    view: "test",
    occasion: occasionOf(after),
  } as const;
  const outcome = {
    do: "tell",
    to: { account: after.via },
    view: "result",
    occasion: outcomeOf(after),
    priority: "receipt",
  } as const;
  switch (event.type) {
    case "asked":
      return [{ ...told, priority: "receipt" }, outcome];
    case "agreed":
      return [{ ...told, priority: "page" }];
    case "taken":
    case "ended":
      return [outcome];
  }
}

export const timers = ({ stage }: PageTest): Effect[] =>
  stage.is === "asked" || stage.is === "paged"
    ? [{ do: "later", command: "look", at: stage.until }]
    : [];
