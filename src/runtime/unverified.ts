import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { IncomingBody } from "../platform/adapter.ts";
import type { Log } from "./log.ts";

export const bounds = {
  /** Connections at once whose sender is not known. A platform's is known within milliseconds. */
  connections: 256,
  /** Bytes of all bodies that are being read and that nobody has vouched for. */
  bytes: 8 * 1024 * 1024,
} as const;

/** What a piece of a body costs beside its bytes. One byte at a time would be cheap otherwise. */
const costOfPiece = 256;
const minute = 60_000;

interface Held {
  readonly pieces: Buffer[];
  readonly bytes: number;
}

/**
 * What strangers may hold of our memory: connections, and bodies before their signature is known.
 * At a bound the oldest of them is closed. A platform sends a request within milliseconds, so who
 * still waits for room is rarely a platform.
 */
export class Unverified {
  /** Connections without a verified request so far, the oldest first. */
  readonly #strangers = new Set<Socket>();
  /** Bodies that are being read, the oldest first. */
  readonly #held = new Map<IncomingMessage, Held>();
  readonly #log: Log;
  #bytes = 0;
  #closed = 0;
  #told = Number.NEGATIVE_INFINITY;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Bounds the connections of a server. */
  guard(server: Server): void {
    server.on("connection", (socket: Socket) => {
      this.#strangers.add(socket);
      socket.once("close", () => this.#strangers.delete(socket));
      if (this.#strangers.size > bounds.connections)
        this.#close(this.#strangers.values().next().value);
    });
  }

  /** The body of a request whose sender is not known yet. */
  bodyOf(request: IncomingMessage): IncomingBody {
    let verified = false;
    return {
      read: (limit) => this.#read(request, limit, () => verified),
      verified: () => {
        verified = true;
        this.#release(request);
        this.#strangers.delete(request.socket);
      },
    };
  }

  async #read(
    request: IncomingMessage,
    limit: number,
    verified: () => boolean,
  ): Promise<Buffer | "too large" | "hung up"> {
    if (Number(request.headers["content-length"] ?? 0) > limit) return "too large";
    const pieces: Buffer[] = [];
    let size = 0;
    try {
      // The request stays open when the loop ends early: destroying it would destroy the answer too.
      for await (const piece of request.iterator({
        destroyOnReturn: false,
      }) as AsyncIterable<Buffer>) {
        size += piece.length;
        pieces.push(piece);
        if (size > limit) {
          free(pieces);
          return "too large";
        }
        if (!verified()) this.#hold(request, pieces, piece.length + costOfPiece);
        if (request.destroyed && !request.complete) return "hung up";
      }
    } catch {
      free(pieces);
      return "hung up";
    } finally {
      this.#release(request);
    }
    const whole = Buffer.concat(pieces);
    free(pieces);
    return whole;
  }

  #hold(request: IncomingMessage, pieces: Buffer[], bytes: number): void {
    const before = this.#held.get(request)?.bytes ?? 0;
    this.#held.set(request, { pieces, bytes: before + bytes });
    this.#bytes += bytes;
    while (this.#bytes > bounds.bytes) {
      const [oldest] = this.#held;
      if (oldest === undefined) return;
      this.#release(oldest[0]);
      free(oldest[1].pieces);
      this.#close(oldest[0].socket);
    }
  }

  #release(request: IncomingMessage): void {
    this.#bytes -= this.#held.get(request)?.bytes ?? 0;
    this.#held.delete(request);
  }

  #close(socket: Socket | undefined): void {
    if (socket === undefined) return;
    this.#strangers.delete(socket);
    this.#closed++;
    socket.destroy();
    const now = performance.now();
    if (now - this.#told < minute) return;
    this.#told = now;
    this.#log.warn(
      { closed: this.#closed },
      "more connections or bodies wait unverified than there is room for; the oldest are closed",
    );
    this.#closed = 0;
  }
}

/**
 * Gives the memory back now. The garbage collector looks at such buffers only after some 64 MB of
 * them, and what was closed would still be there.
 */
function free(pieces: Buffer[]): void {
  for (const { buffer, byteLength } of pieces.splice(0))
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
