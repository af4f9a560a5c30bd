import type { OrganisationId } from "../kernel/ids.ts";

/** A queue for each organisation, served in turn: a storm in one makes the others wait for one of its own, not for all. */
export class FairQueue<T> {
  readonly #queues = new Map<OrganisationId, T[]>();

  add(organisation: OrganisationId, one: T): void {
    const queue = this.#queues.get(organisation);
    if (queue === undefined) this.#queues.set(organisation, [one]);
    else queue.push(one);
  }

  next(): T | undefined {
    for (const [organisation, queue] of this.#queues) {
      const one = queue.shift();
      // Behind the others: a Map is in the order of its setting.
      this.#queues.delete(organisation);
      if (queue.length > 0) this.#queues.set(organisation, queue);
      return one;
    }
    return undefined;
  }
}
