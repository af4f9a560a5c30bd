/** How long an answer about an account that no file names is kept. */
const known = 60_000;
/** So many are remembered; beyond them the oldest is asked about again. */
const most = 1_000;

/**
 * Accounts without a person that we asked a platform about. Each is looked up at most once a
 * minute.
 */
export class Strangers {
  readonly #asked = new Map<string, number>();

  /** @returns whether the platform is to be asked, which counts as asked */
  ask(key: string, now: number = performance.now()): boolean {
    const at = this.#asked.get(key);
    if (at !== undefined && now - at < known) return false;
    this.#asked.delete(key);
    this.#asked.set(key, now);
    const oldest = this.#asked.size > most ? this.#asked.keys().next().value : undefined;
    if (oldest !== undefined) this.#asked.delete(oldest);
    return true;
  }

  /** They are somebody now, or nobody could say: asked again at the next word. */
  forget(key: string): void {
    this.#asked.delete(key);
  }
}
