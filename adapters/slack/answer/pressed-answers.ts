/** In milliseconds: how long a `response_url` is taken (docs/platforms.md S3). */
const lifetime = 30 * 60_000;
/** The oldest go first: it costs them nothing but a line that stays until a reload. */
const most = 5_000;

interface Kept {
  readonly url: string;
  readonly until: number;
}

/**
 * Private answers that were pressed, by account and by what they are about. Only the press brings the
 * address by which such an answer can be deleted. It is a secret, and stays in this process.
 */
export class PressedAnswers {
  readonly #kept = new Map<string, Kept>();
  /** When it was over, where no answer was kept then: one may be on its way. */
  readonly #over = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @param pressedAt when the press came that this answers
   * @returns false: it was over meanwhile, and nothing will ask for this address
   */
  keep(account: string, subject: string, url: string, pressedAt: number): boolean {
    const key = `${account} ${subject}`;
    if ((this.#over.get(key) ?? -Infinity) >= pressedAt) return false;
    renew(this.#kept, key, { url, until: this.#now() + lifetime });
    return true;
  }

  /** Another press: what it says takes the place of this answer. */
  forget(account: string, subject: string): void {
    this.#kept.delete(`${account} ${subject}`);
  }

  /** It is over: the address of the answer to delete, once. */
  take(account: string, subject: string): string | undefined {
    const key = `${account} ${subject}`;
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept === undefined) renew(this.#over, key, this.#now());
    return kept !== undefined && this.#now() < kept.until ? kept.url : undefined;
  }
}

function renew<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) return void map.delete(oldest);
}
