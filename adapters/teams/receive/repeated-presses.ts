/** The same press twice within this is one (docs/features.md E1). */
const window = 10_000;

/**
 * Tells a press from its repetition: Teams may deliver one under several ids (docs/platforms.md
 * T23), so it is known by what was pressed. Only for ten seconds, because the same button may be
 * meant again: a home card is not drawn anew by a press.
 */
export class Repeats {
  readonly #now: () => number;
  readonly #first = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * A number that is the same for repetitions of `what`. It comes from the clock, so that another
   * instance, to which the repetition may go, nearly always finds the same.
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
