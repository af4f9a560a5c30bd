import type { Claimed } from "./claims.ts";

/** What was seen just now, for messages leased in the same transaction: they need no second look. */
export interface Seen {
  readonly feature: string;
  readonly subject: string;
  readonly shown: unknown;
}

/** A message for its turn. What was seen with it serves for a moment: a page must not start long after somebody took it. */
export interface Waiting {
  readonly claimed: Claimed;
  readonly seen: (Seen & { readonly until: number }) | undefined;
}

/** Milliseconds. */
const seenLasts = 250;

/** Leased messages that wait to be sent: the most urgent first, and of those the one that came first. */
export class SendingTurns {
  /** By priority, each in the order in which it came. */
  readonly #lines = new Map<number, Waiting[]>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(claimed: readonly Claimed[], seen?: Seen): void {
    const until = performance.now() + seenLasts;
    for (const one of claimed) {
      const line = this.#lines.get(one.priority) ?? [];
      if (line.push({ claimed: one, seen: seen === undefined ? undefined : { ...seen, until } }) === 1) this.#lines.set(one.priority, line);
      this.#count += 1;
    }
  }

  next(): Waiting | undefined {
    if (this.#count === 0) return undefined;
    const urgent = Math.min(...[...this.#lines].flatMap(([priority, line]) => (line.length > 0 ? [priority] : [])));
    this.#count -= 1;
    return this.#lines.get(urgent)?.shift();
  }

  /** All that wait, which wait here no longer. */
  empty(): Claimed[] {
    const all = [...this.#lines.values()].flat().map(({ claimed }) => claimed);
    this.#lines.clear();
    this.#count = 0;
    return all;
  }
}
