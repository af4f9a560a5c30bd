import type { Sender } from "../../platform/adapter.ts";

const most = 5;
const per = 600_000;

/** Codes are tried a few times by one account, and no more. */
export class Attempts {
  readonly #now: () => number;
  readonly #tried = new Map<string, { count: number; since: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  may({ platform, workspace, account }: Sender): boolean {
    const key = `${platform} ${workspace} ${account}`;
    const now = this.#now();
    const before = this.#tried.get(key);
    const entry =
      before === undefined || now - before.since > per ? { count: 0, since: now } : before;
    entry.count += 1;
    this.#tried.delete(key);
    this.#tried.set(key, entry);
    const [oldest] = this.#tried.keys();
    if (this.#tried.size > 10_000 && oldest !== undefined) this.#tried.delete(oldest);
    return entry.count <= most;
  }
}
