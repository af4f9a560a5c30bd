import { setTimeout as sleep } from "node:timers/promises";
import { Unavailable } from "../../platform/errors.ts";

/** When the person is told, whatever the database does: Slack waits 3 s, and a sentence is there 2.5 s after the command. */
const told = 2_100;
/** A commit that is under way then gets this long to say what became of it. */
const toldAtLast = 2_400;
/**
 * Who had to wait for a turn begins no later: what is left must be enough, or work is done for somebody who was answered already.
 * In such a storm a new line waits up to a second before it is even accepted, which nothing here can see.
 */
const begun = 1_500;
/** Between two attempts while the database is away. */
const pause = 100;

/** A commit was under way when its connection was lost or the time was up: nobody can know whether it happened. */
export class Uncertain extends Error {
  override readonly name = "Uncertain";
}

/**
 * One gesture's time. It holds two promises together: the person is answered in time, and nobody who was told that
 * nothing was sent is then sent for. So a commit asks first, and from its question on "nothing was sent" is not said.
 */
export class Deadline {
  readonly #since = performance.now();
  #state: "open" | "committing" | "over" = "open";

  /** The person was answered, and waits no longer. */
  get isOver(): boolean {
    return this.#state === "over";
  }

  /** Asked by who had to wait for a turn: there is time enough to be carried out. */
  mayBegin(): boolean {
    return this.#state !== "over" && performance.now() - this.#since < begun;
  }

  /** Asked right before a commit. False: the person was told that nothing was sent, so nothing may be. */
  mayCommit(): boolean {
    if (this.#state === "over") return false;
    this.#state = "committing";
    return true;
  }

  /** Certainly nothing was committed that anybody could feel. */
  nothingCommitted(): void {
    if (this.#state === "committing") this.#state = "open";
  }

  /** Waits a moment before another attempt. @returns false when there is no time for one */
  async again(): Promise<boolean> {
    await sleep(pause);
    return this.#state !== "over";
  }

  /**
   * The outcome of `work`, if it comes in time.
   * @throws {Unavailable} nothing was committed, and nothing will be
   * @throws {Uncertain} a commit is under way and does not say what became of it
   */
  async bound<T>(work: Promise<T>): Promise<T> {
    const ended = new AbortController();
    try {
      return await Promise.race([work, this.#end(ended.signal)]);
    } finally {
      ended.abort();
    }
  }

  async #end(signal: AbortSignal): Promise<never> {
    await waited(told, signal);
    if (this.#state === "committing") await waited(toldAtLast - told, signal);
    const committing = this.#state === "committing";
    this.#state = "over";
    throw committing ? new Uncertain("too slow") : new Unavailable("too slow");
  }
}

/** Never settles when it is ended before. */
const waited = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
