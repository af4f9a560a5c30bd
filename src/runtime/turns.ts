import type { OrganisationId } from "../kernel/ids.ts";
import { Unavailable } from "../platform/errors.ts";
import type { Claimed } from "./messages/claims.ts";
import type { Patience } from "./patience.ts";

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

/** A line for each organisation, served in turn: a storm in one makes the others wait for one of its own, not for all. */
class Rota<T> {
  readonly #lines = new Map<OrganisationId, T[]>();

  add(organisation: OrganisationId, one: T): void {
    const line = this.#lines.get(organisation);
    if (line === undefined) this.#lines.set(organisation, [one]);
    else line.push(one);
  }

  next(): T | undefined {
    for (const [organisation, line] of this.#lines) {
      const one = line.shift();
      // Behind the others: a Map is in the order of its setting.
      this.#lines.delete(organisation);
      if (line.length > 0) this.#lines.set(organisation, line);
      return one;
    }
    return undefined;
  }
}

/** Leased messages that wait to be sent: the most urgent first; of those, the organisations in turn. */
export class SendingTurns {
  readonly #urgencies = new Map<number, Rota<Waiting>>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(claimed: readonly Claimed[], seen?: Seen): void {
    const until = performance.now() + seenLasts;
    for (const one of claimed) {
      const rota = this.#urgencies.get(one.priority) ?? new Rota();
      this.#urgencies.set(one.priority, rota);
      rota.add(one.organisation_id, {
        claimed: one,
        seen: seen === undefined ? undefined : { ...seen, until },
      });
      this.#count += 1;
    }
  }

  next(): Waiting | undefined {
    if (this.#count === 0) return undefined;
    for (const priority of [...this.#urgencies.keys()].toSorted((a, b) => a - b)) {
      const one = this.#urgencies.get(priority)?.next();
      if (one === undefined) continue;
      this.#count -= 1;
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

/**
 * Gestures carried out at once by one instance. Fewer than there are connections: what was promised already (pages, their
 * results, due steps) never queues behind what is still to be promised. At 120 a second on a machine too slow for it, all
 * pages came seconds late before, because each waited for a connection behind every command.
 */
const gesturesAtOnce = 6;

/** Gestures that wait to be carried out. */
export class GestureTurns {
  readonly #rota = new Rota<() => void>();
  #free = gesturesAtOnce;

  /**
   * Who comes faster than anybody can be served waits here, and not for a connection with a transaction open. Begun too late
   * to be in time, each would take the turn of somebody who could still be helped, and soon nobody would be.
   * @throws {Unavailable} it waited too long: nothing was done
   */
  async taken<T>(
    organisation: OrganisationId,
    patience: Patience,
    work: () => Promise<T>,
  ): Promise<T> {
    const waits = this.#free === 0;
    if (waits) await new Promise<void>((resolve) => this.#rota.add(organisation, resolve));
    else this.#free -= 1;
    try {
      if (waits ? !patience.mayBegin() : patience.isOver) throw new Unavailable("too slow");
      return await work();
    } finally {
      // The place goes from hand to hand: nobody who comes now overtakes those who wait.
      const next = this.#rota.next();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
