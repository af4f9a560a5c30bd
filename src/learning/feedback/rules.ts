import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import { type HelpGiven, cardsOfRequests } from "../../people/requests.ts";
import { type Hindrance, hindranceOf } from "../after-help.ts";

/** Nobody is reminded. After this the question is over. */
export const openFor = hours(7 * 24);

/** Feedback that an agent asked for. What is in it is sealed elsewhere (docs/features.md A4). */
export interface Feedback {
  readonly request: SubjectId;
  readonly agent: PersonId;
  readonly helper: PersonId;
  /** When the agent called for help. */
  readonly about: Instant;
  readonly askedAt: Instant;
  readonly lastAt: Instant;
  readonly status: "asked" | "sent" | "passed" | "over";
}

export interface Command {
  readonly do: "ask" | "send" | "pass" | "close";
}

export interface Facts {
  /** Read where somebody asks. */
  readonly help: HelpGiven | undefined;
  readonly helperIsHere: boolean;
}

export type Event =
  | {
      readonly type: "asked";
      readonly at: Instant;
      readonly request: SubjectId;
      readonly agent: PersonId;
      readonly helper: PersonId;
      readonly about: Instant;
    }
  | { readonly type: "sent" | "passed" | "over"; readonly at: Instant };
export type Answer = "asked" | "sent" | "passed";
export type Refusal = Hindrance | "already" | "left" | "answered" | "over";
type Decided = Decision<Event, Answer, Refusal>;

export function decide(
  state: Feedback | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  const { at, by } = given;
  if (command.do === "ask") return ask(state, given, facts);
  if (command.do === "close") {
    const isDue = by === undefined && state?.status === "asked" && at >= state.askedAt + openFor;
    return isDue ? { events: [{ type: "over", at }] } : { refused: "over" };
  }
  // Nobody learns whether somebody else was asked.
  if (state === undefined || by !== state.helper) return { refused: "not-yours" };
  if (state.status === "over") return { refused: "over" };
  if (state.status !== "asked") return { refused: "answered" };
  const type = command.do === "send" ? "sent" : "passed";
  return { events: [{ type, at }], answer: type };
}

function ask(
  state: Feedback | undefined,
  { at, by, subject: request }: Given,
  { help, helperIsHere }: Facts,
): Decided {
  const hindrance = hindranceOf(help, by, at);
  if (hindrance !== undefined) return { refused: hindrance };
  if (by === undefined || request === undefined || help?.helper === undefined)
    return { refused: "not-yours" };
  if (state !== undefined) return { refused: "already" };
  if (!helperIsHere) return { refused: "left" };
  const { helper, askedAt: about } = help;
  return { events: [{ type: "asked", at, request, agent: by, helper, about }], answer: "asked" };
}

export function evolve(before: Feedback | undefined, event: Event): Feedback {
  const { at } = event;
  if (event.type === "asked") {
    const { request, agent, helper, about } = event;
    return { request, agent, helper, about, askedAt: at, lastAt: at, status: "asked" };
  }
  if (before === undefined) throw new Error(`${event.type} before it was asked`);
  return { ...before, lastAt: at, status: event.type };
}

export function effects(event: Event, { agent, helper }: Feedback): Effect[] {
  const told = { do: "tell", occasion: "f0", priority: "later" } as const;
  switch (event.type) {
    case "asked":
      return [
        { ...told, to: { person: helper }, view: "asked" },
        { do: "refreshCards", of: cardsOfRequests },
      ];
    case "sent":
    case "passed":
      return [{ ...told, to: { person: agent }, view: "answered" }];
    case "over":
      return [];
  }
}

export const timers = ({ status, askedAt }: Feedback): Effect[] =>
  status === "asked" ? [{ do: "later", command: "close", at: askedAt + openFor }] : [];
