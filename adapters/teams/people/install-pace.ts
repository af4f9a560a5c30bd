import { setTimeout as wait } from "node:timers/promises";

/* A set-up policy installs the app for a thousand people at once. Each is two calls to Teams: their
 * roster and their first card. Teams takes 50 a second of an app in a tenant (docs/platforms.md T24),
 * and pages must not wait behind them.
 */

/** Milliseconds between two installs of one tenant, where many come. */
const apart = 100;
/** So many are taken at once before: a person who adds the app waits for nothing. */
const atOnce = 10;

/** When each install of a tenant is taken in. Tenants do not wait for each other. */
export class InstallPace {
  /** By tenant: when the next would be due, if all had come one by one. */
  readonly #next = new Map<string, number>();
  readonly #now: () => number;
  readonly #signal: AbortSignal;

  /** @param now of a clock that only goes forward, in milliseconds */
  constructor(signal: AbortSignal, now: () => number = () => performance.now()) {
    this.#signal = signal;
    this.#now = now;
  }

  /** Milliseconds until the turn of an install that has come now. */
  waitOf(tenant: string): number {
    const now = this.#now();
    const due = Math.max(this.#next.get(tenant) ?? -Infinity, now - (atOnce - 1) * apart);
    this.#next.set(tenant, due + apart);
    return Math.max(0, due - now);
  }

  /** @returns whether it may be taken in: not where we stop meanwhile */
  async turn(tenant: string): Promise<boolean> {
    const ms = this.waitOf(tenant);
    if (ms > 0) await wait(ms, undefined, { signal: this.#signal }).catch(() => undefined);
    return !this.#signal.aborted;
  }
}
