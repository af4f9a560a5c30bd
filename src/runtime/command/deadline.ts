import { setTimeout as sleep } from "node:timers/promises";
import { Unavailable } from "../../platform/errors.ts";

/**
 * The person is answered by then, whatever the database does. Slack waits 3 s, and our sentence
 * arrives 2.5 s after the command.
 */
const told = 2_100;
/** A commit that is under way at the deadline gets this long to report its result. */
const toldAtLast = 2_400;
/**
 * A command that had to queue begins no later than this. The time left must be enough for it;
 * otherwise the person was already answered. In a storm a new connection may wait a second before
 * we accept it, which nothing here can see.
 */
const begun = 1_500;
/** Between two attempts while the database is away. */
const pause = 100;

/**
 * The connection was lost, or the time was up, while a commit was under way. Nobody can know
 * whether it happened.
 */
export class Uncertain extends Error {
  override readonly name = "Uncertain";
}

/**
 * The time of one gesture. The person is answered in time. If they were told that nothing was sent,
 * nothing is sent later. So each commit asks here first, and after that question we no longer say
 * "nothing was sent".
 */
export class Deadline {
  readonly #since = performance.now();
  #state: "open" | "committing" | "over" = "open";

  /** The person was answered, and waits no longer. */
  get isOver(): boolean {
    return this.#state === "over";
  }

  /** Asked after a wait for a slot: whether enough time is left to carry it out. */
  mayBegin(): boolean {
    return this.#state !== "over" && performance.now() - this.#since < begun;
  }

  /**
   * Asked right before a commit. False: the person was told that nothing was sent, so we must not
   * commit.
   */
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
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const end = () => {
      const committing = this.#state === "committing";
      this.#state = "over";
      reject(committing ? new Uncertain("too slow") : new Unavailable("too slow"));
    };
    let timer = setTimeout(() => {
      if (this.#state === "committing") timer = setTimeout(end, toldAtLast - told);
      else end();
    }, told);
    try {
      return await Promise.race([work, ended]);
    } finally {
      clearTimeout(timer);
    }
  }
}
