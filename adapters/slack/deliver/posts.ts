import type { Sender } from "../../../src/platform/adapter.ts";

type Hear = (channel: string) => void;

type Whose = Pick<Sender, "workspace" | "account">;
const keyOf = ({ workspace, account }: Whose): string => `${workspace} ${account}`;

/** Tells where posts to somebody land: it shows whether a card and an answer share a chat. */
export class Posts {
  readonly #listening = new Map<string, Set<Hear>>();

  posted(whose: Whose, channel: string): void {
    for (const hear of this.#listening.get(keyOf(whose)) ?? []) hear(channel);
  }

  /** Whether something is posted to this account in this channel within `ms`. */
  in(channel: string, whose: Whose, ms: number): Promise<boolean> {
    const key = keyOf(whose);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const hear = (posted: string): void => {
      if (posted === channel) resolve(true);
    };
    const listening = this.#listening.get(key) ?? new Set();
    this.#listening.set(key, listening.add(hear));
    const timer = setTimeout(() => resolve(false), ms).unref();
    return promise.finally(() => {
      clearTimeout(timer);
      listening.delete(hear);
      if (listening.size === 0) this.#listening.delete(key);
    });
  }
}
