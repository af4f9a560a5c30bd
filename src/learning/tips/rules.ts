import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import { type CardName, cards } from "../../kernel/coaching.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";

/** In a danger only what keeps people safe is shown: no tip belongs there. */
const dangers: readonly CardName[] = ["THR", "RSK", "SAF"];
/** The coaching cards that a tip can stand on. */
export const tipCards = cards.filter((card) => !dangers.includes(card));
export const isTipCard = (text: string | undefined): text is CardName =>
  (tipCards as readonly (string | undefined)[]).includes(text);

/** What somebody shares with everybody, once an editor has read it. Its words are sealed elsewhere. */
export interface Tip {
  readonly tip: SubjectId;
  readonly author: PersonId;
  readonly lastAt: Instant;
  readonly card: CardName;
  readonly status: "waiting" | "published" | "declined" | "back";
  /** Of its words, as published: each change is a new one. */
  readonly edition: number;
}

export type Command =
  | { readonly do: "offer" | "publish"; readonly card: CardName }
  | { readonly do: "decline" | "takeBack" };

export interface Facts {
  readonly editors: readonly PersonId[];
  /** Of the file: nobody else shares anything. */
  readonly isListed: boolean;
}

export type Event =
  | {
      readonly type: "offered";
      readonly at: Instant;
      readonly tip: SubjectId;
      readonly author: PersonId;
      readonly card: CardName;
      readonly editors: readonly PersonId[];
    }
  | { readonly type: "published"; readonly at: Instant; readonly card: CardName }
  | { readonly type: "declined" | "tookBack"; readonly at: Instant };
export type Answer = "offered" | "published" | "declined" | "tookBack";
export type Refusal = "not-yours" | "no-editors" | "over";

export function decide(
  state: Tip | undefined,
  command: Command,
  { at, by, newId }: Given,
  { editors, isListed }: Facts,
): Decision<Event, Answer, Refusal> {
  if (by === undefined || !isListed) return { refused: "not-yours" };
  if (command.do === "offer") {
    if (state !== undefined) return { refused: "not-yours" };
    if (editors.length === 0) return { refused: "no-editors" };
    const { card } = command;
    return {
      events: [{ type: "offered", at, tip: newId, author: by, card, editors }],
      answer: "offered",
    };
  }
  const isEditor = editors.includes(by);
  const isTheirs = command.do === "takeBack" && state?.author === by;
  // Nobody else learns whether there is such a tip.
  if (state === undefined || !(isEditor || isTheirs)) return { refused: "not-yours" };
  const { status } = state;
  switch (command.do) {
    case "publish":
      return status === "waiting" || status === "published"
        ? { events: [{ type: "published", at, card: command.card }], answer: "published" }
        : { refused: "over" };
    case "decline":
      return status === "waiting"
        ? { events: [{ type: "declined", at }], answer: "declined" }
        : { refused: "over" };
    case "takeBack":
      return status === "waiting" || status === "published"
        ? { events: [{ type: "tookBack", at }], answer: "tookBack" }
        : { refused: "over" };
  }
}

const statusAfter = { published: "published", declined: "declined", tookBack: "back" } as const;

export function evolve(before: Tip | undefined, event: Event): Tip {
  const { at } = event;
  if (event.type === "offered") {
    const { tip, author, card } = event;
    return { tip, author, lastAt: at, card, status: "waiting", edition: 0 };
  }
  if (before === undefined) throw new Error(`${event.type} before it was offered`);
  const now = { ...before, lastAt: at, status: statusAfter[event.type] };
  return event.type === "published"
    ? { ...now, card: event.card, edition: before.edition + 1 }
    : now;
}

/** The author hears once what became of it. A change of a published tip is no news. */
export function effects(event: Event, { author, edition }: Tip): Effect[] {
  const told: Effect = {
    ...{ do: "tell", to: { person: author }, view: "outcome", occasion: "t0", priority: "later" },
  };
  const isNews = event.type === "declined" || (event.type === "published" && edition === 1);
  const people = event.type === "offered" ? event.editors : [];
  return [...(isNews ? [told] : []), { do: "refreshHome", people: [author, ...people] }];
}
