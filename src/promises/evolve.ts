import type { PersonId } from "../kernel/ids.ts";
import type { Draft, Event, Open, OwnCard, Part, Promised } from "./promise.ts";

export function evolve(before: Promised | undefined, event: Event): Promised {
  const { at } = event;
  if (event.type === "shownBack") {
    const { id, by, team, request, proposal } = event;
    const people = { maker: by, holder: by };
    const base = { id, lastAt: at, ...people, team, request, posts: 0, cards: {} };
    return { ...base, status: "draft", proposal };
  }
  if (before === undefined) throw new Error(`${event.type} before it was shown back`);
  const now = { ...before, lastAt: at };
  switch (event.type) {
    case "proposed":
      return now.status === "draft" || now.status === "open"
        ? { ...now, proposal: event.proposal }
        : now;
    case "kept":
    case "moved":
      return now.status === "draft" || now.status === "open" ? settled(now, event) : now;
    default:
      return now.status === "open" ? changed(now, event) : now;
  }
}

/** It has a time: whoever was asked for it at another is asked no more. */
function settled(
  promised: Draft | Open,
  { dueAt, zone, stage }: Extract<Event, { type: "kept" | "moved" }>,
): Open {
  const { id, lastAt, maker, holder, team, request, posts, forgets } = promised;
  const base = { id, lastAt, maker, holder, team, request, posts, forgets };
  const cards = withParts(promised.cards, "before", (person) => person !== holder);
  return { ...base, cards, status: "open", dueAt, zone, stage, counted: false };
}

function changed(
  open: Open,
  event: Exclude<Event, { type: "shownBack" | "proposed" | "kept" | "moved" }>,
): Promised {
  switch (event.type) {
    case "reached": {
      const { stage, told, againAt } = event;
      const people = new Map(told.map(({ person, part }) => [person, part]));
      const counted = open.counted || stage === 4;
      return { ...posted(open, people), stage, counted, againAt };
    }
    case "taken":
      return heldBy(open, event.by, open.posts);
    case "given":
      return heldBy(open, event.to, open.posts + 1);
    case "called": {
      const status = event.fixed ? "called" : "notFixed";
      return closed(open, status, event.at, event.inTime);
    }
    case "missed":
      return closed(open, "missed", event.at, false);
  }
}

/** A new message to each of these people. */
function posted(open: Open, people: ReadonlyMap<PersonId, Part>): Open {
  if (people.size === 0) return open;
  const posts = open.posts + 1;
  const cards = { ...open.cards };
  for (const [person, part] of people) cards[person] = { occasion: `p${posts}`, part };
  return { ...open, posts, cards };
}

/** Everybody else reads who has it now. A new number of posts is a new message to them. */
function heldBy(open: Open, holder: PersonId, posts: number): Open {
  const cards = withParts(open.cards, "before", (person) => person !== holder);
  const own = open.cards[holder];
  const isNew = posts > open.posts || own === undefined;
  const occasion = isNew ? `p${posts}` : own.occasion;
  const { proposal: _, ...rest } = open;
  return { ...rest, holder, posts, cards: { ...cards, [holder]: { occasion, part: "holder" } } };
}

function closed(
  open: Open,
  status: "called" | "notFixed" | "missed",
  closedAt: number,
  inTime: boolean,
): Promised {
  const over = { status, closedAt, inTime };
  return { ...open, proposal: undefined, againAt: undefined, ...over } as Promised;
}

const withParts = (
  cards: Draft["cards"],
  part: Part,
  which: (person: PersonId) => boolean,
): Record<PersonId, OwnCard> =>
  Object.fromEntries(
    Object.entries(cards).map(([person, card]) => [
      person,
      which(person) ? { ...card, part } : card,
    ]),
  );
