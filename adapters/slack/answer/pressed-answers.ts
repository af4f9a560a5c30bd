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
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  keep(account: string, subject: string, url: string): void {
    const key = `${account} ${subject}`;
    this.#kept.delete(key);
    this.#kept.set(key, { url, until: this.#now() + lifetime });
    if (this.#kept.size <= most) return;
    for (const oldest of this.#kept.keys()) return void this.#kept.delete(oldest);
  }

  /** It is over: the address of the answer to delete, once. */
  take(account: string, subject: string): string | undefined {
    const key = `${account} ${subject}`;
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    return kept !== undefined && this.#now() < kept.until ? kept.url : undefined;
  }
}
