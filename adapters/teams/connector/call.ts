import { call as send, whyUnanswered } from "../../../src/platform/call.ts";
import { parseJson, textAt } from "../../../src/platform/json.ts";
import { deadline } from "./deadline.ts";
import { Fault } from "./fault.ts";

/*
 * The HTTP client that the SDK calls through. Its own would follow redirects with our token, try
 * three times for minutes, and know no deadline; ours does none of it: whatever is not a success is
 * a `Fault`, at once.
 */

/** The part of the SDK's request that is used. */
export interface ConnectorRequest {
  readonly url: string;
  readonly method: string;
  readonly body?: unknown;
  readonly headers: ConnectorHeaders;
}
interface ConnectorHeaders {
  toJson(options?: { preserveCase?: boolean }): Record<string, string>;
  clone(): ConnectorHeaders;
  headerNames(): string[];
  remove(name: string): boolean;
  set(name: string, value: string): void;
}

/** Headers for a request of our own, beside the SDK. */
export function headersOf(entries: Readonly<Record<string, string>>): ConnectorHeaders {
  const held = new Map(Object.entries(entries));
  return {
    toJson: () => Object.fromEntries(held),
    clone: () => headersOf(Object.fromEntries(held)),
    headerNames: () => [...held.keys()],
    remove: (name) => held.delete(name),
    set: (name, value) => void held.set(name, value),
  };
}

export interface ConnectorResponse {
  readonly request: ConnectorRequest;
  readonly status: number;
  readonly headers: ConnectorHeaders;
  readonly bodyAsText: string;
}

/**
 * Sends one request. @throws {Fault} for everything but a 2xx. Every address is checked with
 * `isAllowed`, also one that we made ourselves.
 */
export async function call(
  request: ConnectorRequest,
  isAllowed: (url: string) => boolean,
): Promise<ConnectorResponse> {
  // The path holds ids that came in requests; the host is what matters here.
  if (!isAllowed(new URL("/", request.url).href)) throw new Fault("unsent", "serviceurl_host");
  const { status, ok, headers, text } = await send(request.url, {
    method: request.method,
    headers: request.headers.toJson({ preserveCase: true }),
    signal: deadline(),
    ...(typeof request.body === "string" ? { body: request.body } : {}),
  }).catch((error: unknown) => {
    const { sent, code, soon } = whyUnanswered(error);
    throw new Fault(sent ? "silent" : "unsent", code, soon === true ? { soon } : {});
  });
  if (ok) return { request, status, headers: headersLike(request.headers), bodyAsText: text };
  const code = codeIn(text) ?? `http_${status}`;
  const seconds = Number.parseFloat(headers["retry-after"] ?? "");
  throw new Fault("answered", code, {
    status,
    ...(Number.isFinite(seconds) ? { retryAfter: Math.max(0, seconds) * 1_000 } : {}),
  });
}

/**
 * The name of a refusal. Where there is a `subCode` it is the one that says why; it may stand inside
 * a message that is JSON itself (docs/platforms.md T26).
 */
function codeIn(text: string): string | undefined {
  const body = parseJson(text);
  const said = textAt(body, "message") ?? textAt(body, "error", "message");
  const inner = said?.trimStart().startsWith("{") === true ? parseJson(said) : undefined;
  return [
    textAt(body, "error", "subCode"),
    textAt(body, "subCode"),
    textAt(inner, "subCode"),
    textAt(body, "error", "code"),
  ].find((name) => name !== undefined && /^\w{1,64}$/.test(name));
}

function headersLike(some: ConnectorHeaders): ConnectorHeaders {
  const headers = some.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  headers.set("content-type", "application/json");
  return headers;
}
