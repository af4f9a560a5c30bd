import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import {
  type Contact,
  type Event,
  askAgain,
  evolve,
  firstWait,
  isLive,
  newestAsked,
  sameWish,
  secondWait,
  tryFor,
} from "./request.ts";

export type Command =
  | { readonly do: "ask" | "take" | "pass" | "withdraw" | "look" }
  | { readonly do: "unreachable"; readonly person: PersonId };

/** The named contacts in the order of the file; `there`: on shift, not away, and reachable. */
export interface Facts {
  readonly contacts: readonly {
    readonly person: PersonId;
    readonly reachable: boolean;
    readonly there: boolean;
    /** A supervisor of the one who asks. */
    readonly own: boolean;
  }[];
}
export type Answer = "asked" | "again" | "nobody" | "taken" | "passed" | "withdrawn";
export type Refusal = "closed" | "not-yours";
type Decided = Decision<Event, Answer, Refusal>;

const refuse = (refused: Refusal): Decided => ({ refused });

/**
 * Asks one named person, then the next, then everybody at once with an alarm: never a silent end
 * (docs/features.md K4).
 */
export function decide(
  contact: Contact | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  if (command.do === "ask") return ask(contact, given, facts);
  if (contact === undefined || !isLive(contact)) return refuse("closed");
  const { at, by } = given;
  switch (command.do) {
    case "take":
      return by !== undefined && by in contact.pages
        ? { events: [{ type: "taken", at, by }], answer: "taken" }
        : refuse("not-yours");
    case "pass":
      if (by === undefined || !(by in contact.pages)) return refuse("not-yours");
      return { events: contact.status === "open" ? [goOn(contact, at)] : [], answer: "passed" };
    case "withdraw":
      return by === contact.person
        ? { events: [{ type: "withdrawn", at }], answer: "withdrawn" }
        : refuse("not-yours");
    case "look":
      return contact.lookAt !== undefined && at >= contact.lookAt
        ? { events: [goOn(contact, at)] }
        : refuse("closed");
    case "unreachable":
      // Only the newest of those asked holds the others up.
      return contact.status === "open" && newestAsked(contact) === command.person
        ? { events: [goOn(contact, at)] }
        : refuse("closed");
  }
}

/** Pressed again after a while: the next person now. Who asks is never among those who are asked. */
function ask(contact: Contact | undefined, given: Given, facts: Facts): Decided {
  const { at, by } = given;
  if (by === undefined) return refuse("not-yours");
  if (contact !== undefined && isLive(contact)) {
    const soon = at - contact.lastAt < sameWish;
    return { events: soon ? [] : [goOn(contact, at)], answer: "again" };
  }
  const others = facts.contacts.filter(({ person }) => person !== by);
  // Who is there, then who can at least be written to; a contact with no open route would only cost
  // minutes.
  const order = others
    .filter(({ reachable }) => reachable)
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map(({ person }) => person);
  const asked: Event = { type: "asked", at, id: given.newId, person: by, order };
  return {
    events: [asked, goOn(evolve(undefined, asked), at)],
    answer: order.length === 0 ? "nobody" : "asked",
  };
}

/** Lower is asked sooner. One's own supervisor comes behind every other who is there. */
const rankOf = ({ there, own }: Facts["contacts"][number]): number =>
  (there ? 0 : 2) + (own ? 1 : 0);

function goOn(contact: Contact, at: number): Event {
  const next = contact.order.find((person) => !(person in contact.pages));
  if (next !== undefined && contact.status === "open") {
    const first = Object.keys(contact.pages).length === 0;
    return { type: "paged", at, people: [next], lookAt: at + (first ? firstWait : secondWait) };
  }
  const goesOn = at + askAgain <= contact.openedAt + tryFor;
  return {
    type: "unanswered",
    at,
    people: contact.order,
    ...(goesOn ? { lookAt: at + askAgain } : {}),
  };
}

export function effects(event: Event, after: Contact): Effect[] {
  const receipt: Effect = {
    do: "tell",
    to: { person: after.person },
    view: "receipt",
    occasion: after.receipt,
    priority: "receipt",
  };
  const page = (person: PersonId): Effect => ({
    ...{
      do: "tell",
      to: { person },
      view: "page",
      occasion: after.pages[person] ?? "",
      priority: "page",
    },
  });
  switch (event.type) {
    case "asked":
    case "taken":
      return [receipt];
    case "paged":
      return event.people.map(page);
    case "unanswered":
      return [...event.people.map(page), receipt];
    case "withdrawn":
      return [];
  }
}

/** When to look again, from the state alone. */
export const timers = (contact: Contact): Effect[] =>
  isLive(contact) && contact.lookAt !== undefined
    ? [{ do: "later", command: "look", at: contact.lookAt }]
    : [];
