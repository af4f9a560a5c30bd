import { setTimeout as wait } from "node:timers/promises";
import type { OrganisationId } from "../kernel/ids.ts";
import type { Log } from "../runtime/log.ts";

/** In milliseconds. */
const longestStop = 1_000;

/** Work beside the clock: different organisations' at once, that of one in turn. */
export class InTurn {
  readonly #log: Log;
  readonly #failed: string;
  readonly #running = new Map<OrganisationId, Promise<void>>();

  /** @param failed what the log says when a piece of work throws */
  constructor(log: Log, failed: string) {
    this.#log = log;
    this.#failed = failed;
  }

  /** Settles when it is done. Never throws. */
  run(id: OrganisationId, work: () => Promise<void>): Promise<void> {
    const before = this.#running.get(id) ?? Promise.resolve();
    const next = before
      .then(work)
      .catch((err: unknown) => this.#log.warn({ err, organisation: id }, this.#failed));
    this.#running.set(id, next);
    void next.then(() => this.#running.get(id) === next && this.#running.delete(id));
    return next;
  }

  /** What is short ends now. What waits for a platform is repeated by its timer. */
  async stop(): Promise<void> {
    await Promise.race([Promise.all(this.#running.values()), wait(longestStop)]);
  }
}
