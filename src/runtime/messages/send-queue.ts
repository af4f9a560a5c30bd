import { FairQueue } from "../fair-queue.ts";
import { type Claimed, removalRank } from "./claims.ts";

/** What was seen just now, for messages leased in the same transaction: they need no second look. */
export interface Seen {
  readonly feature: string;
  readonly subject: string;
  readonly shown: unknown;
}

/** A message that waits to be sent. What was seen with it serves for a moment: a page must not start long after somebody took it. */
export interface Waiting {
  readonly claimed: Claimed;
  readonly seen: (Seen & { readonly until: number }) | undefined;
}

/** Milliseconds. */
const seenLasts = 250;

/** The database returns rows in any order: a simulated day is to be the same each time. */
const byKey = (a: Claimed, b: Claimed): number => (keyOf(a) < keyOf(b) ? -1 : 1);
const keyOf = ({ feature, subject, view, account_id: account, occasion }: Claimed): string =>
  [feature, subject, view, account, occasion].join(" ");

/** Leased messages that wait to be sent: the most urgent first; of those, the organisations in turn. */
export class SendQueue {
  readonly #urgencies = new Map<number, FairQueue<Waiting>>();
  #count = 0;
  #removals = 0;

  get count(): number {
    return this.#count;
  }

  /** How many of them are to be removed from a screen. */
  get removals(): number {
    return this.#removals;
  }

  add(claimed: readonly Claimed[], seen?: Seen): void {
    const until = performance.now() + seenLasts;
    for (const one of claimed.toSorted(byKey)) {
      const queue = this.#urgencies.get(one.priority) ?? new FairQueue();
      this.#urgencies.set(one.priority, queue);
      queue.add(one.organisation_id, {
        claimed: one,
        seen: seen === undefined ? undefined : { ...seen, until },
      });
      this.#count += 1;
      if (one.priority === removalRank) this.#removals += 1;
    }
  }

  next(): Waiting | undefined {
    if (this.#count === 0) return undefined;
    for (const priority of [...this.#urgencies.keys()].toSorted((a, b) => a - b)) {
      const one = this.#urgencies.get(priority)?.next();
      if (one === undefined) continue;
      this.#count -= 1;
      if (priority === removalRank) this.#removals -= 1;
      return one;
    }
    return undefined;
  }

  /** All that wait, which wait here no longer. */
  empty(): Claimed[] {
    const all: Claimed[] = [];
    for (let next = this.next(); next !== undefined; next = this.next()) all.push(next.claimed);
    return all;
  }
}
