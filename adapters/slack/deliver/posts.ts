type Hear = (channel: string) => void;

/** Tells where posts to somebody land: it shows whether a card and an answer share a chat. */
export class Posts {
  readonly #listening = new Map<string, Set<Hear>>();

  posted(account: string, channel: string): void {
    for (const hear of this.#listening.get(account) ?? []) hear(channel);
  }

  /** The channel of the next post to this account; `undefined` if none comes within `ms`. */
  next(account: string, ms: number): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const listening = this.#listening.get(account) ?? new Set();
    this.#listening.set(account, listening.add(resolve));
    const timer = setTimeout(() => resolve(undefined), ms).unref();
    return promise.finally(() => {
      clearTimeout(timer);
      listening.delete(resolve);
      if (listening.size === 0) this.#listening.delete(account);
    });
  }
}
