import type { IncomingMessage, ServerResponse } from "node:http";
import type { Handler } from "../../../src/platform/adapter.ts";
import { type Body, textAt } from "../../../src/platform/json.ts";
import { bodyLimit, type Log } from "../config.ts";
import type { Receiver } from "../sdk.ts";
import { isForm, parseBody, parseForm } from "./body.ts";
import { isExpected } from "./events.ts";
import { type Answered, type Processor, runListeners } from "./run-listeners.ts";
import { isSigned } from "./signature.ts";

export interface HttpReceiverOptions {
  readonly secrets: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
  /** Takes work that goes on after the answer. */
  readonly background: (work: Promise<void>) => void;
}

/**
 * A Bolt receiver for HTTP: size → signature → parse → Bolt's listeners → answer. Nothing is
 * answered with 200 before it is stored. Bolt's own receiver takes one secret only, accepts
 * timestamps of the future, and has a server of its own; we serve two platforms on one.
 */
export class HttpReceiver implements Receiver {
  readonly #options: HttpReceiverOptions;
  #app: Processor | undefined;

  constructor(options: HttpReceiverOptions) {
    this.#options = options;
  }

  init(app: Processor): void {
    this.#app = app;
  }

  /** Nothing to do: Handrail's server calls `requestListener`. */
  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  readonly requestListener: Handler = async (request, response, incoming) => {
    const { secrets, now, log, background } = this.#options;
    const bytes = await incoming.read(bodyLimit);
    if (bytes === "hung up") return;
    if (bytes === "too large") return end(response.setHeader("connection", "close"), 413);
    const raw = bytes.toString("utf8");
    const contentType = request.headers["content-type"];
    if (!isSigned(raw, request.headers, secrets, now()))
      return end(response, isCertificateCheck(raw, contentType) ? 200 : 401);
    incoming.verified();
    const body = parseBody(raw, contentType);
    if (body === undefined) return end(response, 400);
    if (body.type === "url_verification") return challenge(body, response);
    if (!isExpected(body)) return end(response, 200);
    if (this.#app === undefined) return end(response, 503);
    const { answered, finished } = runListeners(
      this.#app,
      { body, retryNum: retryOf(request) },
      log,
    );
    reply(response, await answered);
    background(finished);
  };
}

/** Slack checks the certificate with an unsigned `ssl_check`. Nothing else may come with it. */
function isCertificateCheck(raw: string, contentType: string | undefined): boolean {
  const form = isForm(contentType) ? parseForm(raw) : undefined;
  return (
    form?.ssl_check === "1" &&
    Object.keys(form).every((key) => key === "ssl_check" || key === "token")
  );
}

function challenge(body: Body, response: ServerResponse): void {
  const text = textAt(body, "challenge");
  if (text === undefined) return end(response, 400);
  response
    .writeHead(200, {
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
    })
    .end(text);
}

function retryOf(request: IncomingMessage): number | undefined {
  const retry = Number(request.headers["x-slack-retry-num"]);
  return Number.isInteger(retry) ? retry : undefined;
}

/** After 503 Slack sends an event again. For anything else Slack tells the person itself. */
function reply(response: ServerResponse, answered: Answered): void {
  if (answered.status !== 200 || answered.body === undefined) return end(response, answered.status);
  response
    .writeHead(200, { "content-type": "application/json; charset=utf-8" })
    .end(JSON.stringify(answered.body));
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": 0 }).end();
}
