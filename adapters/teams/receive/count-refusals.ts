import type { Log } from "../config.ts";

/** The log gets one line in this time at most. In milliseconds. */
const every = 60_000;

/** Counts refused requests by code. */
export class Tally {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #counts = new Map<string, number>();
  #said = Number.NEGATIVE_INFINITY;

  constructor(log: Log, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  count(code: string): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    if (this.#now() - this.#said < every) return;
    this.#said = this.#now();
    this.#log.warn(
      { platform: "teams", refused: Object.fromEntries(this.#counts) },
      "activities refused at the gate",
    );
    this.#counts.clear();
  }
}
