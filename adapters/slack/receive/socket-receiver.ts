import { setTimeout as wait } from "node:timers/promises";
import { at, type Body } from "../../../src/platform/json.ts";
import type { Log } from "../config.ts";
import { classify } from "../deliver/errors.ts";
import type { Receiver } from "../sdk.ts";
import { isExpected } from "./events.ts";
import { type Processor, runListeners } from "./run-listeners.ts";
import { SlackSocket, type SocketListener, type SocketTimeouts } from "./web-socket.ts";

export interface SocketReceiverOptions {
  /** The address for one new socket. @throws whatever the Web API client throws */
  readonly address: () => Promise<string | undefined>;
  readonly log: Log;
  /** Takes work that goes on after the answer. */
  readonly background: (work: Promise<void>) => void;
  /** Says an answer by `response_url` when the socket that asked is closed. */
  readonly answerElsewhere: (body: Body, answer: object) => Promise<void>;
  readonly timing?: Partial<SocketTiming>;
}

/** In milliseconds. */
interface SocketTiming extends SocketTimeouts {
  /** The pause before the third attempt; it doubles up to `longest`. The first two are at once. */
  readonly pause: number;
  readonly longest: number;
  /** How long a socket may stay open after Slack said that it will close it. */
  readonly leaving: number;
  /** How long answers may take after `stop`. */
  readonly stopping: number;
}
const usual: SocketTiming = {
  hello: 10_000,
  silence: 30_000,
  pause: 250,
  longest: 60_000,
  leaving: 60_000,
  stopping: 3_000,
};

/**
 * A Bolt receiver for Socket Mode: we connect to Slack, and Slack sends its requests there. It
 * opens the next socket before the old one is closed. `@slack/socket-mode` 3.1.0 closes the old one
 * first, which leaves 5 to 12 s without any, and a failed reconnect of it ends the process.
 */
export class SocketReceiver implements Receiver {
  readonly #options: SocketReceiverOptions;
  readonly #timing: SocketTiming;
  readonly #stopping = new AbortController();
  /** Every socket on which something may still come, the current one among them. */
  readonly #sockets = new Set<SlackSocket>();
  readonly #working = new Set<Promise<void>>();
  #app: Processor | undefined;
  #current: SlackSocket | undefined;
  #isConnecting = false;
  #attempts = 0;

  constructor(options: SocketReceiverOptions) {
    this.#options = options;
    this.#timing = { ...usual, ...options.timing };
  }

  init(app: Processor): void {
    this.#app = app;
  }

  /** Begins to connect, and goes on until `stop`. Never fails. */
  async start(): Promise<void> {
    this.#connect();
  }

  /** Connects no more. What has come in is stored and answered, then every socket is closed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const late = wait(this.#timing.stopping, "late", { ref: false });
    while (this.#working.size > 0)
      if ((await Promise.race([late, Promise.allSettled(this.#working)])) === "late") break;
    for (const socket of this.#sockets) socket.end("stopped");
  }

  #connect(): void {
    if (this.#isConnecting) return;
    this.#isConnecting = true;
    void this.#untilConnected();
  }

  async #untilConnected(): Promise<void> {
    const { signal } = this.#stopping;
    const { log } = this.#options;
    while (!signal.aborted && this.#current === undefined) {
      const most = pauseBefore(this.#attempts, this.#timing);
      this.#attempts += 1;
      // Random, so that instances which lost Slack together do not come back together.
      await wait(most * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      const fault = signal.aborted ? undefined : await this.#attempt();
      if (fault === undefined) continue;
      const { code } = fault;
      log.warn({ platform: "slack", code, attempts: this.#attempts }, "no socket to slack");
      await wait(fault.wait, undefined, { signal }).catch(() => undefined);
    }
    this.#isConnecting = false;
  }

  async #attempt(): Promise<{ code: string; wait: number } | undefined> {
    const { signal } = this.#stopping;
    let socket: SlackSocket;
    try {
      const url = await this.#options.address();
      if (signal.aborted) return undefined;
      if (url === undefined || !isSocketAddress(url)) return { code: "socket_address", wait: 0 };
      socket = new SlackSocket(url, this.#listener, this.#timing);
    } catch (error) {
      const fault = classify(error);
      return fault.outcome === "throttled"
        ? { code: "ratelimited", wait: fault.retryAfter }
        : { code: fault.code, wait: 0 };
    }
    this.#sockets.add(socket);
    const stop = () => socket.end("stopped");
    signal.addEventListener("abort", stop, { once: true });
    const code = await socket.greeted;
    signal.removeEventListener("abort", stop);
    if (code !== undefined) {
      socket.end(code);
      return { code, wait: 0 };
    }
    // If it is closed or leaving already, the loop goes on.
    if (this.#sockets.has(socket) && !socket.leaving) this.#current = socket;
    this.#options.log.info(
      { platform: "slack", sockets: this.#sockets.size },
      "connected to slack",
    );
    return undefined;
  }

  /** The next socket is opened while requests of the old one are still answered there. */
  #replace(socket: SlackSocket, reason: string): void {
    if (socket !== this.#current) return;
    this.#current = undefined;
    this.#options.log.info({ platform: "slack", code: reason }, "socket to slack is ending");
    this.#connect();
  }

  readonly #listener: SocketListener = {
    envelope: (socket, id, envelope) => {
      // A socket that brought something was a good one, so the next attempt is a first one again.
      this.#attempts = 0;
      const work = this.#take(socket, id, envelope);
      this.#working.add(work);
      void work.finally(() => this.#working.delete(work));
    },
    ending: (socket, reason) => {
      this.#replace(socket, reason);
      setTimeout(() => socket.end("left"), this.#timing.leaving).unref();
    },
    ended: (socket) => {
      this.#sockets.delete(socket);
      this.#replace(socket, "closed");
    },
  };

  /**
   * Answers once the request is stored. What is not stored is not answered: then Slack sends an
   * event again, and tells a person itself.
   */
  async #take(socket: SlackSocket, id: string, envelope: Body): Promise<void> {
    const { log, background, answerElsewhere } = this.#options;
    const body = at(envelope, "payload") as Body | undefined;
    if (body === undefined || !isExpected(body)) return void socket.answer(id);
    if (this.#app === undefined) return;
    const retry = at(envelope, "retry_attempt");
    const retryNum = typeof retry === "number" ? retry : undefined;
    const { answered, finished } = runListeners(this.#app, { body, retryNum }, log);
    const answer = await answered;
    background(finished);
    if (answer.status !== 200) return;
    const takesAnswer = at(envelope, "accepts_response_payload") === true;
    const sent = socket.answer(id, takesAnswer ? answer.body : undefined);
    if (answer.body !== undefined && (!sent || !takesAnswer))
      background(answerElsewhere(body, answer.body));
  }
}

function pauseBefore(attempts: number, { pause, longest }: SocketTiming): number {
  return attempts < 2 ? 0 : Math.min(longest, pause * 2 ** (attempts - 2));
}

/** TLS only, except to this machine: the address is a secret. */
function isSocketAddress(url: string): boolean {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return (
    address?.protocol === "wss:" ||
    (address?.protocol === "ws:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(address.hostname))
  );
}
