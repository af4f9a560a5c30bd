import type { Millis } from "../../kernel/time.ts";

/** In milliseconds. */
const every = 1_000;
/** A pause longer than this was sleep: a closed laptop, a process that was stopped. */
const asleep = 10_000;

/** How long this process was awake: who slept for a night has missed nothing. */
export class AwakeTime {
  readonly #woke: () => void;
  #awake: Millis = 0;
  #seen = performance.now();
  #wall = Date.now();
  #timer: NodeJS.Timeout | undefined;

  /** @param woke called after sleep */
  constructor(woke: () => void) {
    this.#woke = woke;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), every).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  now(): Millis {
    return this.#awake;
  }

  #look(): void {
    const [seen, wall] = [performance.now(), Date.now()];
    const paused = seen - this.#seen;
    // One of the two clocks stands still in sleep on some systems, and neither on others.
    const slept = Math.max(paused, wall - this.#wall) > asleep;
    this.#awake += slept ? every : paused;
    [this.#seen, this.#wall] = [seen, wall];
    if (slept) this.#woke();
  }
}
