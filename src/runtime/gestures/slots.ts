import type { OrganisationId } from "../../kernel/ids.ts";
import { Unavailable } from "../../platform/errors.ts";
import type { Deadline } from "../command/deadline.ts";
import { FairQueue } from "../fair-queue.ts";

/**
 * The most gestures that one instance carries out at once. There are fewer slots than connections,
 * so pages, their results and due steps never queue behind new commands. Without slots, at 120
 * commands a second on a slow machine, all pages came seconds late.
 */
const gesturesAtOnce = 6;

/** Gestures that wait to be carried out. */
export class GestureSlots {
  readonly #waiting = new FairQueue<() => void>();
  #free = gesturesAtOnce;

  /**
   * A gesture without a free slot waits here, and holds no connection and no transaction. If it
   * begins too late to be in time, it only takes a slot from one that could be.
   * @throws {Unavailable} it waited too long; nothing was done
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
      // The slot is handed on directly, so a new gesture never overtakes those that wait.
      const next = this.#waiting.next();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
