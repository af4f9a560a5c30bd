/** More open pages than this at once are no desks and no rooms: the next one is refused. */
const mostOpen = 2_000;

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
    if (this.#streams.size >= mostOpen) return undefined;
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  /** Somebody signed out, in one browser or in all: none of their pages here goes on without a session. */
  signedOut(account: string): void {
    for (const stream of this.#streams) if (stream.account === account) stream.ask();
  }

  close(): void {
    for (const { end } of this.#streams) end();
    this.#streams.clear();
  }
}
