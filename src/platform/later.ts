/** So many wait at once; who comes on top is asked about at their next word. */
const most = 500;
/** How often one is tried in all. */
const tries = 5;
/** In milliseconds: a platform does not ask for more, and a timer takes no more. */
const longest = 3_600_000;

/**
 * What a platform asked us to do later. Each key waits once. Nothing is kept over a restart, which
 * looks for everybody anew.
 */
export class Later {
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => {
      for (const timer of this.#waiting.values()) clearTimeout(timer);
      this.#waiting.clear();
    });
  }

  /**
   * @param work returns how long to wait before it is tried again; `undefined` when it is done.
   *   Never throws
   */
  plan(key: string, wait: number, work: () => Promise<number | undefined>, left = tries): void {
    if (left === 0 || this.#signal.aborted) return;
    if (this.#waiting.has(key) || this.#waiting.size >= most) return;
    const tried = async () => {
      const again = await work();
      this.#waiting.delete(key);
      if (again !== undefined) this.plan(key, again, work, left - 1);
    };
    const timer = setTimeout(() => void tried(), Math.min(wait, longest));
    this.#waiting.set(key, timer.unref());
  }
}
