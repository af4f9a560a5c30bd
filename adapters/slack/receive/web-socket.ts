import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { at, type Body, parseJson, textAt } from "../../../src/platform/json.ts";
import { bodyLimit } from "../config.ts";

/* One WebSocket to Slack (PLATFORMS S10). It is Node's own: that one follows the machine's proxy settings. */

export interface LineListener {
  /** Something that wants an answer. */
  envelope(line: Line, id: string, envelope: Body): void;
  /** Slack will end this line soon, or has no use for it (`too_many_websockets`, `link_disabled`). */
  ending(line: Line, reason: string): void;
  /** It is gone; called once. */
  ended(line: Line): void;
}

export interface LineTiming {
  /** How long Slack may take to greet us, in milliseconds. */
  readonly greeting: number;
  /** After this long without one of Slack's pings the line is dead, whatever TCP says; Slack's own SDK waits 30 s. */
  readonly silence: number;
}

// Pings never reach a listener of the socket itself.
const pings = "undici:websocket:ping";

export class Line {
  /** Settles with `undefined` once Slack has greeted us, or with the reason why it did not. */
  readonly greeted: Promise<string | undefined>;
  /** Slack has said that it will end this line. */
  leaving = false;
  readonly #socket: WebSocket;
  readonly #listener: LineListener;
  readonly #timing: LineTiming;
  readonly #greet: (reason: string | undefined) => void;
  #watch: NodeJS.Timeout;
  #over = false;

  constructor(url: string, listener: LineListener, timing: LineTiming) {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.greeted = promise;
    this.#greet = resolve;
    this.#listener = listener;
    this.#timing = timing;
    this.#socket = new WebSocket(url);
    this.#watch = setTimeout(() => this.end("no_greeting"), timing.greeting);
    this.#socket.addEventListener("message", this.#hear);
    // An error is always followed by the close; its text may hold the address, which is a secret.
    this.#socket.addEventListener("close", () => this.end("closed"), { once: true });
    subscribe(pings, this.#pinged);
  }

  /** Answers an envelope. @returns false when the line is not open any more */
  answer(id: string, payload?: object): boolean {
    if (this.#over || this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(
      JSON.stringify({ envelope_id: id, ...(payload === undefined ? {} : { payload }) }),
    );
    return true;
  }

  end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#watch);
    unsubscribe(pings, this.#pinged);
    this.#socket.removeEventListener("message", this.#hear);
    this.#socket.close();
    this.#greet(reason);
    this.#listener.ended(this);
  }

  readonly #hear = ({ data }: MessageEvent): void => {
    if (typeof data !== "string" || Buffer.byteLength(data) > bodyLimit) return;
    const envelope = parseJson(data);
    const type = textAt(envelope, "type");
    if (envelope === undefined || type === undefined) return;
    if (type === "hello") {
      clearTimeout(this.#watch);
      return this.#greet(undefined);
    }
    if (type === "disconnect") {
      const reason = codeOf(at(envelope, "reason"));
      // Only a line that was never greeted is refused by this; else it goes on until Slack ends it.
      this.#greet(reason);
      this.leaving = true;
      return this.#listener.ending(this, reason);
    }
    const id = textAt(envelope, "envelope_id");
    if (id !== undefined) this.#listener.envelope(this, id, envelope);
  };

  readonly #pinged = (message: unknown): void => {
    if (at(message, "websocket") !== this.#socket || this.#over) return;
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.end("silent"), this.#timing.silence);
  };
}

const codeOf = (reason: unknown): string =>
  typeof reason === "string" && /^[a-z_]{1,64}$/.test(reason) ? reason : "unknown";
