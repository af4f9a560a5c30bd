import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { type Instant, hours, minutes, seconds } from "../../kernel/time.ts";

/** The second named contact after this, the alarm after the next. */
export const firstWait = minutes(2);
export const secondWait = minutes(3);
/** Who presses again sooner means the same press: whoever was asked just now has not read it yet. */
export const sameWish = seconds(30);
/** With nobody there, everybody named is asked again this often… */
export const askAgain = minutes(15);
/** …for this long. Then the person is told once more who to call. */
export const tryFor = hours(2);

interface Base {
  readonly id: SubjectId;
  readonly person: PersonId;
  readonly lastAt: Instant;
  readonly openedAt: Instant;
  /** Named in the file, in the order in which they are asked: who is there comes first. */
  readonly order: readonly PersonId[];
  /** The occasion on which each was asked last. */
  readonly pages: Readonly<Record<PersonId, string>>;
  /** Receipts and pages so far: names the next occasion. */
  readonly posts: number;
  /** The occasion of the newest receipt. */
  readonly receipt: string;
}
/** Somebody asked for a person; why is written nowhere. */
export type Contact = Base &
  (
    | { readonly status: "open"; readonly lookAt: Instant }
    /** Everybody was asked and nobody has answered: an alarm, and still asked for. */
    | { readonly status: "unanswered"; readonly lookAt?: Instant }
    | { readonly status: "taken"; readonly by: PersonId }
    | { readonly status: "withdrawn" }
  );

export type Event =
  | {
      readonly type: "asked";
      readonly at: Instant;
      readonly id: SubjectId;
      readonly person: PersonId;
      readonly order: readonly PersonId[];
    }
  | {
      readonly type: "paged";
      readonly at: Instant;
      readonly people: readonly PersonId[];
      readonly lookAt: Instant;
    }
  | {
      readonly type: "unanswered";
      readonly at: Instant;
      readonly people: readonly PersonId[];
      readonly lookAt?: Instant;
    }
  | { readonly type: "taken"; readonly at: Instant; readonly by: PersonId }
  | { readonly type: "withdrawn"; readonly at: Instant };

export const isLive = (contact: Contact): contact is Contact & { status: "open" | "unanswered" } =>
  contact.status === "open" || contact.status === "unanswered";

export function evolve(before: Contact | undefined, event: Event): Contact {
  if (event.type === "asked") {
    const { at, id, person, order } = event;
    return {
      id,
      person,
      lastAt: at,
      openedAt: at,
      order,
      pages: {},
      posts: 1,
      receipt: "c1",
      status: "open",
      lookAt: at,
    };
  }
  if (before === undefined) throw new Error(`${event.type} before it was asked`);
  const { id, person, openedAt, order, pages } = before;
  const posts = before.posts + 1;
  const base = {
    id,
    person,
    openedAt,
    order,
    pages,
    posts,
    lastAt: event.at,
    receipt: before.receipt,
  };
  switch (event.type) {
    case "paged":
      return {
        ...base,
        pages: askedOn(pages, event.people, posts),
        status: "open",
        lookAt: event.lookAt,
      };
    case "unanswered":
      return {
        ...{
          ...base,
          pages: askedOn(pages, event.people, posts),
          receipt: `c${posts}`,
          status: "unanswered",
        },
        ...(event.lookAt === undefined ? {} : { lookAt: event.lookAt }),
      };
    case "taken":
      return { ...base, receipt: `c${posts}`, status: "taken", by: event.by };
    case "withdrawn":
      return { ...base, status: "withdrawn" };
  }
}

/** The one who was asked last, while they are asked one after the other. */
export const newestAsked = ({ order, pages }: Contact): PersonId | undefined =>
  order.findLast((person) => person in pages);

const askedOn = (
  pages: Contact["pages"],
  people: readonly PersonId[],
  posts: number,
): Contact["pages"] => ({
  ...pages,
  ...Object.fromEntries(people.map((person) => [person, `c${posts}`])),
});
