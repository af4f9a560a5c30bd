import https from "node:https";
import { WebSocket } from "ws";
import { at, type Body, parseJson, textAt } from "../../../src/platform/json.ts";
import { bodyLimit } from "../config.ts";

export interface SocketListener {
  /** Something that wants an answer. */
  envelope(socket: SlackSocket, id: string, envelope: Body): void;
  /** Slack will close this socket soon, or refuses it (`too_many_websockets`, `link_disabled`). */
  ending(socket: SlackSocket, reason: string): void;
  /** It is closed. Called once. */
  ended(socket: SlackSocket): void;
}

/** In milliseconds. */
export interface SocketTimeouts {
  /** How long Slack may take to say hello. */
  readonly hello: number;
  /** A socket without a ping for so long is dead. Slack's own SDK waits 30 s as well. */
  readonly silence: number;
}

/** How long Slack may take to confirm a close, in milliseconds. */
const closing = 1_000;

/** One WebSocket of Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode). */
export class SlackSocket {
  /** Settles with `undefined` once Slack has said hello, or with the reason why it did not. */
  readonly greeted: Promise<string | undefined>;
  /** Slack has said that it will close this socket. */
  leaving = false;
  readonly #socket: WebSocket;
  readonly #listener: SocketListener;
  readonly #timeouts: SocketTimeouts;
  readonly #greet: (reason: string | undefined) => void;
  #timeout: NodeJS.Timeout;
  #over = false;

  constructor(url: string, listener: SocketListener, timeouts: SocketTimeouts) {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.greeted = promise;
    this.#greet = resolve;
    this.#listener = listener;
    this.#timeouts = timeouts;
    this.#socket = new WebSocket(url, {
      // Node's own agent follows the machine's proxy settings (`NODE_USE_ENV_PROXY`).
      agent: url.startsWith("wss:") ? https.globalAgent : undefined,
      perMessageDeflate: false,
    });
    this.#timeout = setTimeout(() => this.end("no_greeting"), timeouts.hello);
    this.#socket.on("message", this.#hear);
    this.#socket.on("ping", this.#pinged);
    this.#socket.once("close", () => this.end("closed"));
    // A close always follows. The error's text may hold the address, which is a secret.
    this.#socket.on("error", () => undefined);
  }

  /** Answers an envelope. Returns false if the socket is not open any more. */
  answer(id: string, payload?: object): boolean {
    if (this.#over || this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify({ envelope_id: id, payload }));
    return true;
  }

  end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timeout);
    this.#socket.off("message", this.#hear);
    this.#socket.off("ping", this.#pinged);
    this.#socket.close();
    setTimeout(() => this.#socket.terminate(), closing).unref();
    this.#greet(reason);
    this.#listener.ended(this);
  }

  readonly #hear = (data: Buffer, isBinary: boolean): void => {
    if (isBinary || data.length > bodyLimit) return;
    const envelope = parseJson(data.toString("utf8"));
    const type = textAt(envelope, "type");
    if (envelope === undefined || type === undefined) return;
    if (type === "hello") {
      clearTimeout(this.#timeout);
      return this.#greet(undefined);
    }
    if (type === "disconnect") {
      const reason = codeOf(at(envelope, "reason"));
      // Without a hello before it, this refuses the socket. Else it works until Slack closes it.
      this.#greet(reason);
      this.leaving = true;
      return this.#listener.ending(this, reason);
    }
    const id = textAt(envelope, "envelope_id");
    if (id !== undefined) this.#listener.envelope(this, id, envelope);
  };

  readonly #pinged = (): void => {
    clearTimeout(this.#timeout);
    this.#timeout = setTimeout(() => this.end("silent"), this.#timeouts.silence);
  };
}

const codeOf = (reason: unknown): string =>
  typeof reason === "string" && /^[a-z_]{1,64}$/.test(reason) ? reason : "unknown";
