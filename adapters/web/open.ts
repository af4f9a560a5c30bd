/** More open pages than this at once are no desks and no rooms: the next one is refused. */
const mostOpen = 2_000;

/** Streams to pages that are open. */
export class Open {
  readonly #ends = new Set<() => void>();

  /** @returns what to call when it has ended; `undefined`: there is no room */
  add(end: () => void): (() => void) | undefined {
    if (this.#ends.size >= mostOpen) return undefined;
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#ends.clear();
  }
}
