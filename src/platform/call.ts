import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";

/** What was answered, whole. */
export interface Answered {
  readonly status: number;
  /** A status of success. */
  readonly ok: boolean;
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
 * One call to a platform, by Node's own client with its kept lines and its proxies
 * (`NODE_USE_ENV_PROXY`). Redirects are not followed: our token would go along. Three calls leave
 * for each request for help, and `fetch` costs a fifth of this process's time and 50 MB
 * (docs/decisions/0019-calls-by-node-http.md).
 * @throws the system's error, with its `code`, when there is no whole answer: see `whyUnanswered`
 */
export async function call(
  url: string,
  { method, headers, body, signal }: Outgoing,
): Promise<Answered> {
  signal.throwIfAborted();
  const { promise: answered, resolve, reject } = Promise.withResolvers<Answered>();
  // Said here and not by the request alone: while a proxy's tunnel is being made it has no line
  // that it could cut. And first, because an answer that is cut off by the signal ends in errors of
  // the line, which say nothing of why.
  const over = () => reject(signal.reason as Error);
  signal.addEventListener("abort", over, { once: true });
  try {
    const { request } = new URL(url).protocol === "https:" ? https : http;
    // Nothing here unpacks an answer.
    const options = { method, headers: { ...headers, "accept-encoding": "identity" }, signal };
    const sent = request(url, options, (response) => void whole(response).then(resolve, reject));
    sent.on("error", reject).end(body);
    return await answered;
  } finally {
    signal.removeEventListener("abort", over);
  }
}

async function whole(response: IncomingMessage): Promise<Answered> {
  response.setEncoding("utf8");
  let text = "";
  for await (const piece of response) text += piece as string;
  const { statusCode: status = 0, headers } = response;
  return { status, ok: status >= 200 && status < 300, headers, text };
}

/** Faults met before the request left: nothing can have been shown. */
const beforeSending: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_PROXY_TUNNEL",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * What an error of a call means. `sent`: it may have arrived, and nobody can know; `code` is the
 * system's, or `timeout`.
 */
export function whyUnanswered(error: unknown): { readonly sent: boolean; readonly code: string } {
  if (error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError"))
    return { sent: true, code: "timeout" };
  const codes = codesOf(error);
  const before = codes.length > 0 && codes.every((code) => beforeSending.has(code));
  return { sent: !before, code: (codes[0] ?? "unknown").toLowerCase() };
}

/** The system's code of an error, or of every address that was tried. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.flatMap(codesOf);
  const code: unknown = "code" in error ? error.code : undefined;
  if (typeof code === "string" && /^\w{1,64}$/.test(code)) return [code];
  return codesOf(error.cause);
}
