import type { Log } from "../config.ts";

/** A line in the log no more often than this, however much is refused. */
const every = 60_000;

/** Counts what the gate refuses, by code. */
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
