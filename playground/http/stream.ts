import type { ServerResponse } from "node:http";

/** Several changes within this many milliseconds are sent as one. */
const TOGETHER = 25;

export interface StreamOptions {
  /** Milliseconds between signs of life: a proxy or a browser would give up on a silent stream. */
  readonly heartbeat: number;
  /** How many may be open at once. */
  readonly most: number;
}

export interface Streams {
  /**
   * Joins an answer to the stream and sends it the present state. @returns false when there are too
   * many already
   */
  join(response: ServerResponse): boolean;
  /**
   * The state is different now: it is read once, a little later, and only when somebody watches.
   */
  changed(): void;
  stop(): void;
}

/**
 * Server-sent events, each a whole state as JSON: a client that missed some is right again with the
 * next.
 */
export function streams(
  state: () => string,
  options: StreamOptions = { heartbeat: 15_000, most: 32 },
): Streams {
  const open = new Set<ServerResponse>();
  /** Too slow to read: each gets the newest state once it can take it, not a queue of old ones. */
  const behind = new Set<ServerResponse>();
  let due: NodeJS.Timeout | undefined;
  const sendAll = (): void => {
    due = undefined;
    if (open.size === 0) return;
    const event = `data: ${state()}\n\n`;
    for (const response of open) {
      if (response.writableNeedDrain) wait(response);
      else response.write(event);
    }
  };
  const wait = (response: ServerResponse): void => {
    if (behind.has(response)) return;
    behind.add(response);
    response.once("drain", () => {
      behind.delete(response);
      changed();
    });
  };
  const changed = (): void => {
    if (open.size > 0) due ??= setTimeout(sendAll, TOGETHER);
  };
  const heartbeat = setInterval(() => {
    for (const response of open)
      if (!response.writableNeedDrain) response.write(": still here\n\n");
  }, options.heartbeat);
  heartbeat.unref();
  return {
    changed,
    join(response) {
      if (open.size >= options.most) return false;
      open.add(response);
      response.once("close", () => {
        open.delete(response);
        behind.delete(response);
      });
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      response.write(`retry: 1000\n\ndata: ${state()}\n\n`);
      return true;
    },
    stop() {
      clearInterval(heartbeat);
      clearTimeout(due);
      for (const response of open) response.end();
    },
  };
}
