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
 * One call to a platform, by Node's own HTTP client. It keeps connections and follows the machine's
 * proxy settings (`NODE_USE_ENV_PROXY`). It follows no redirect, which would carry our token along.
 * See docs/decisions/0019-calls-by-node-http.md for why not `fetch`.
 * @throws the system's error, with its `code`, if there is no whole answer: see `whyUnanswered`
 */
export async function call(
  url: string,
  { method, headers, body, signal }: Outgoing,
): Promise<Answered> {
  signal.throwIfAborted();
  const { promise: answered, resolve, reject } = Promise.withResolvers<Answered>();
  // Not left to the request: it has no socket to close while a proxy's tunnel is being made. And
  // this listener comes first, because the socket's own errors do not say why it was closed.
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
