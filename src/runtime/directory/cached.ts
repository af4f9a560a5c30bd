/** How long a change elsewhere may go unseen by those who ask `get`. */
const staleAfter = 15_000;
/**
 * From this age on, a value is read again in the background. So nobody waits for it while it is in
 * use.
 */
const refreshAfter = 10_000;

/**
 * A value that is read often and changes seldom, kept in memory. One reading at a time serves all
 * callers.
 */
export class Cached<T> {
  readonly #read: () => Promise<T>;
  #known: { readonly at: number; readonly value: T } | undefined;
  #reading: Promise<T> | undefined;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /**
   * @returns the value, at most 15 s old, or the last one known if it cannot be read. @throws what
   * reading throws, if it was never read
   */
  async get(): Promise<T> {
    const known = this.#known;
    if (known === undefined) return this.#again();
    const age = Date.now() - known.at;
    if (age < refreshAfter) return known.value;
    const read = this.#again().catch(() => known.value);
    return age < staleAfter ? known.value : read;
  }

  /** As it last was, if it ever was read. */
  get last(): T | undefined {
    return this.#known?.value;
  }

  /** As it was `ms` milliseconds ago at the most. @throws what reading throws */
  async within(ms: number): Promise<T> {
    const known = this.#known;
    return known !== undefined && Date.now() - known.at < ms ? known.value : this.#again();
  }

  /**
   * The value changed. Settles when a reading that began after this call is over. All callers share
   * that reading; meanwhile others may still get the old value. @throws what reading throws
   */
  async renew(): Promise<void> {
    // A reading that runs already may not have seen the change.
    await this.#reading?.catch(() => undefined);
    await this.#again();
  }

  /** It changed: the known value is used only if it cannot be read again. */
  expire(): void {
    if (this.#known !== undefined) this.#known = { ...this.#known, at: 0 };
    this.#reading = undefined;
  }

  #again(): Promise<T> {
    if (this.#reading !== undefined) return this.#reading;
    const at = Date.now();
    const reading = this.#read();
    this.#reading = reading;
    const over = (known: { at: number; value: T } | undefined) => {
      if (this.#reading !== reading) return;
      this.#known = known;
      this.#reading = undefined;
    };
    reading.then(
      (value) => over({ at, value }),
      () => over(this.#known),
    );
    return reading;
  }
}
