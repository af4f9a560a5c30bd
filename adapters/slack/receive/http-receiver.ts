import type { IncomingMessage, ServerResponse } from "node:http";
import type { Handler } from "../../../src/platform/adapter.ts";
import { isForm, Malformed, parseBody, parseForm } from "./body.ts";
import { type Body, textAt } from "../../../src/platform/json.ts";
import { bodyLimit, type Log } from "../config.ts";
import { isExpected } from "./events.ts";
import type { Answer, Dispatch } from "../sdk.ts";
import { isSigned } from "./signature.ts";

/** Where Slack's requests come in: size → signature → parse → core → answer. Nothing is answered before it is stored. */
export function door(options: {
  readonly secrets: readonly string[];
  readonly dispatch: Dispatch;
  readonly now: () => number;
  readonly log: Log;
  /** Work that goes on after the answer. */
  readonly background: (work: Promise<void>) => void;
}): Handler {
  const { secrets, dispatch, now, log, background } = options;
  return async (request, response) => {
    const { raw, why } = await read(request);
    if (why === "hung up") return;
    if (raw === undefined) return end(response.setHeader("connection", "close"), 413);
    const contentType = request.headers["content-type"];
    if (!isSigned(raw, request.headers, secrets, now()))
      return end(response, isCertificateCheck(raw, contentType) ? 200 : 401);
    const body = parseBody(raw, contentType);
    if (body === undefined) return end(response, 400);
    if (body.type === "url_verification") return challenge(body, response);
    if (!isExpected(body)) return end(response, 200);
    try {
      const answer = await dispatch(body, retryOf(request));
      reply(response, answer);
      if (answer?.after !== undefined) background(answer.after());
    } catch (error) {
      if (error instanceof Malformed) return end(response, 400);
      log.error({ platform: "slack", err: error }, "request not accepted");
      // Slack sends an event again; for anything else it tells the person itself.
      end(response, 503);
    }
  };
}

async function read(
  request: IncomingMessage,
): Promise<{ raw?: string; why?: "too large" | "hung up" }> {
  if (Number(request.headers["content-length"] ?? 0) > bodyLimit) return { why: "too large" };
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    // The request stays open on the way out: destroying it would take the answer with it.
    for await (const piece of request.iterator({
      destroyOnReturn: false,
    }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > bodyLimit) return { why: "too large" };
      pieces.push(piece);
    }
  } catch {
    return { why: "hung up" };
  }
  return { raw: Buffer.concat(pieces).toString("utf8") };
}

/** Slack checks the certificate now and then, unsigned; there is nothing else in it, and nothing is done. */
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

function reply(response: ServerResponse, answer: Answer | undefined): void {
  if (answer?.body === undefined) return end(response, 200);
  response
    .writeHead(200, { "content-type": "application/json; charset=utf-8" })
    .end(JSON.stringify(answer.body));
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": 0 }).end();
}
