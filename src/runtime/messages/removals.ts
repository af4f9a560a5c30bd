import type { Platform } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Delivered } from "../../platform/errors.ts";

/**
 * When a workspace may be asked again to remove messages. A limit is one for the whole workspace,
 * and nobody waits for a removal: once a platform asks us to wait, the others are not even tried.
 */
export class Removals {
  readonly #now: () => Instant;
  readonly #until = new Map<string, Instant>();

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /** In milliseconds; 0: now. */
  pauseOf(platform: Platform, workspace: string): number {
    const key = `${platform} ${workspace}`;
    const pause = Math.max(0, (this.#until.get(key) ?? 0) - this.#now());
    if (pause === 0) this.#until.delete(key);
    return pause;
  }

  /** What came of a removal. */
  heard(platform: Platform, workspace: string, delivered: Delivered): void {
    if (delivered.outcome !== "throttled") return;
    this.#until.set(`${platform} ${workspace}`, this.#now() + delivered.retryAfter);
  }
}
