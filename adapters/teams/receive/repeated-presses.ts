/** The same press twice within this is one (docs/features.md E1). */
const window = 10_000;

/**
 * Recognises repetitions of a press by what was pressed: Teams may deliver one press under several
 * ids (docs/platforms.md T23). After ten seconds the same button may be meant again, because a
 * press does not redraw a home card.
 */
export class Repeats {
  readonly #now: () => number;
  readonly #first = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * A number that is the same for repetitions of `what`. It comes from the clock, so another
   * instance nearly always finds the same.
   */
  turnOf(what: string): number {
    const now = this.#now();
    for (const [pressed, at] of this.#first) {
      if (now - at < window) break;
      this.#first.delete(pressed);
    }
    const first = this.#first.get(what) ?? now;
    if (first === now) this.#first.set(what, now);
    return Math.floor(first / window);
  }
}
