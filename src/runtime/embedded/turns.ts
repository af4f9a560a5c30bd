/**
 * One at a time, first come first served. PGlite is one session: a turn is the time from a client's first message to
 * the engine being idle again, so neither a transaction nor the unnamed statement of a pipeline is ever shared.
 *
 * This is why `@electric-sql/pglite-socket` 0.2.17 is not used: it queues single messages, and when a transaction of
 * another connection has made several pipelines wait, it runs them interleaved; 119 of 240 parameterised queries were
 * answered with another client's rows.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  /** Resolves when it is the caller's turn; every taken turn must be released. */
  async take(): Promise<void> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  }
}
