import type { OrganisationId } from "../../kernel/ids.ts";
import { Unavailable } from "../../platform/errors.ts";
import type { Deadline } from "../command/deadline.ts";
import { FairQueue } from "../fair-queue.ts";

/**
 * Gestures carried out at once by one instance. Fewer than there are connections: what was promised already (pages, their
 * results, due steps) never queues behind what is still to be promised. At 120 a second on a machine too slow for it, all
 * pages came seconds late before, because each waited for a connection behind every command.
 */
const gesturesAtOnce = 6;

/** Gestures that wait to be carried out. */
export class GestureSlots {
  readonly #waiting = new FairQueue<() => void>();
  #free = gesturesAtOnce;

  /**
   * Who comes faster than anybody can be served waits here, and not for a connection with a transaction open. Begun too late
   * to be in time, each would take the place of somebody who could still be helped, and soon nobody would be.
   * @throws {Unavailable} it waited too long: nothing was done
   */
  async within<T>(
    organisation: OrganisationId,
    deadline: Deadline,
    work: () => Promise<T>,
  ): Promise<T> {
    const waits = this.#free === 0;
    if (waits) await new Promise<void>((resolve) => this.#waiting.add(organisation, resolve));
    else this.#free -= 1;
    try {
      if (waits ? !deadline.mayBegin() : deadline.isOver) throw new Unavailable("too slow");
      return await work();
    } finally {
      // The place goes from hand to hand: nobody who comes now overtakes those who wait.
      const next = this.#waiting.next();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
