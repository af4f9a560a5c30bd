type Hear = (channel: string) => void;

/** Tells where posts to somebody land: it shows whether a card and an answer share a chat. */
export class Posts {
  readonly #listening = new Map<string, Set<Hear>>();

  posted(account: string, channel: string): void {
    for (const hear of this.#listening.get(account) ?? []) hear(channel);
  }

  /** Whether something is posted to this account in this channel within `ms`. */
  in(channel: string, account: string, ms: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const hear = (posted: string): void => {
      if (posted === channel) resolve(true);
    };
    const listening = this.#listening.get(account) ?? new Set();
    this.#listening.set(account, listening.add(hear));
    const timer = setTimeout(() => resolve(false), ms).unref();
    return promise.finally(() => {
      clearTimeout(timer);
      listening.delete(hear);
      if (listening.size === 0) this.#listening.delete(account);
    });
  }
}
