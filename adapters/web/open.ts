/** More open pages than this at once are no desks and no rooms: the next one is refused. */
const mostOpen = 2_000;
/** Tabs and devices of one person: whoever opens more does not take the places of the others. */
const mostOfOne = 50;

/** A stream to a page that is open. */
interface Stream {
  readonly end: () => void;
  /** Asks now whether its session is still there. */
  readonly ask: () => void;
  /** Who looks; absent: a room's screen. */
  readonly account?: string | undefined;
}

/** Streams to pages that are open. */
export class Open {
  readonly #streams = new Set<Stream>();

  /** @returns what to call when it has ended; `undefined`: there is no room */
  add(stream: Stream): (() => void) | undefined {
    const own = stream.account === undefined ? 0 : this.#of(stream.account).length;
    if (this.#streams.size >= mostOpen || own >= mostOfOne) return undefined;
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  /** Somebody signed out, in one browser or in all: none of their pages here goes on without a session. */
  signedOut(account: string): void {
    for (const stream of this.#of(account)) stream.ask();
  }

  #of(account: string): Stream[] {
    return [...this.#streams].filter((stream) => stream.account === account);
  }

  close(): void {
    for (const { end } of this.#streams) end();
    this.#streams.clear();
  }
}
