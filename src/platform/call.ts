import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";

/** What was answered, whole. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Outgoing {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the call; its reason (an `AbortError`, a `TimeoutError`) is thrown then. */
  readonly signal: AbortSignal;
}

/**
 * One call to a platform, by Node's own client with its kept lines and its proxies (`NODE_USE_ENV_PROXY`). Redirects are not
 * followed: our token would go along. Three calls leave for each summons, and `fetch` makes streams, copies and events of a few
 * hundred bytes: a fifth of this process's time, and 50 MB of its memory.
 * @throws the system's error, with its `code`, when there is no whole answer
 */
export function call(url: string, { method, headers, body, signal }: Outgoing): Promise<Answered> {
  return new Promise((resolve, reject) => {
    // Said here and not by the request alone: while a proxy's tunnel is being made it has no line that it could cut.
    const over = () => reject(signal.reason as Error);
    if (signal.aborted) return over();
    signal.addEventListener("abort", over, { once: true });
    const settled = () => signal.removeEventListener("abort", over);
    const failed = (error: Error) => {
      settled();
      // An answer that is cut off by the signal ends in errors of the line, which say nothing of why.
      reject(signal.aborted ? (signal.reason as Error) : error);
    };
    const { request } = new URL(url).protocol === "https:" ? https : http;
    // Nothing here unpacks an answer.
    const sent = request(url, { method, headers: { ...headers, "accept-encoding": "identity" }, signal }, (response) => {
      void whole(response).then((answered) => {
        settled();
        resolve(answered);
      }, failed);
    });
    sent.on("error", failed).end(body);
  });
}

async function whole(response: IncomingMessage): Promise<Answered> {
  response.setEncoding("utf8");
  let text = "";
  for await (const piece of response) text += piece as string;
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}
