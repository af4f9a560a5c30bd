import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

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

/** How often a call is made anew because its idle connection had been reset. */
const attempts = 4;

/**
 * One call to a platform, by Node's own HTTP client. It keeps connections and follows the machine's
 * proxy settings (`NODE_USE_ENV_PROXY`). It follows no redirect, which would carry our token along.
 * See docs/decisions/0019-calls-by-node-http.md for why not `fetch`.
 * @throws the system's error, with its `code`, if there is no whole answer: see `whyUnanswered`
 */
export async function call(url: string, outgoing: Outgoing): Promise<Answered> {
  outgoing.signal.throwIfAborted();
  for (let left = attempts; ; left--) {
    try {
      return await once(url, outgoing);
    } catch (error) {
      const { wasReset = false } = known.get(error as Error) ?? {};
      if (!wasReset || left === 1 || outgoing.signal.aborted) throw error;
    }
  }
}

async function once(url: string, { method, headers, body, signal }: Outgoing): Promise<Answered> {
  const { promise: answered, resolve, reject } = Promise.withResolvers<Answered>();
  const way: Way = { isReady: false, isReused: false, hasAnswer: () => false };
  const failed = (error: Error) => {
    known.set(error, foundOut(error, way));
    reject(error);
  };
  // Not left to the request: it has no socket to close while a proxy's tunnel is being made. And
  // this listener comes first, because the socket's own errors do not say why it was closed.
  const over = () => failed(ownCopy(signal.reason));
  signal.addEventListener("abort", over, { once: true });
  try {
    const { request } = new URL(url).protocol === "https:" ? https : http;
    // Nothing here unpacks an answer.
    const options = { method, headers: { ...headers, "accept-encoding": "identity" }, signal };
    const sent = request(url, options, (response) => void whole(response).then(resolve, failed));
    sent.on("socket", (socket) => watch(socket, sent.reusedSocket, way));
    sent.on("error", failed).end(body);
    return await answered;
  } finally {
    signal.removeEventListener("abort", over);
  }
}

/** How far a request has come. */
interface Way {
  /** Its connection stands, handshake and all: from here on something may have left. */
  isReady: boolean;
  isReused: boolean;
  hasAnswer: () => boolean;
}

function watch(socket: Socket, isReused: boolean, way: Way): void {
  const before = isReused ? socket.bytesRead : 0;
  way.isReused = isReused;
  way.hasAnswer = () => socket.bytesRead > before;
  way.isReady = isReused;
  const ready = () => {
    way.isReady = true;
  };
  if (!isReused) socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", ready);
}

/** What is known of an error that `call` threw. Beside it, because an SDK may wrap it. */
const known = new WeakMap<Error, Found>();

interface Found {
  /** It may have arrived. */
  readonly sent: boolean;
  /** The other side had closed the idle connection before it read anything: it is tried again. */
  readonly wasReset: boolean;
  /** The other side closed an idle connection, and may have read it before. */
  readonly wasClosed: boolean;
}

/**
 * A reset (an error of `read` or `write`) means that the other side's system had nobody left to read
 * it. An end without an answer may come after it was read.
 */
function foundOut(error: Error, { isReady, isReused, hasAnswer }: Way): Found {
  const { code, syscall } = error as NodeJS.ErrnoException;
  const gone = isReused && (code === "ECONNRESET" || code === "EPIPE") && !hasAnswer();
  return { sent: isReady, wasReset: gone && syscall !== undefined, wasClosed: gone };
}

/** The reason of a signal is one for all its calls, and what is known is of one. */
function ownCopy(reason: unknown): Error {
  if (!(reason instanceof Error)) return new Error("aborted", { cause: reason });
  const copy = new Error(reason.message, { cause: reason });
  copy.name = reason.name;
  return copy;
}

async function whole(response: IncomingMessage): Promise<Answered> {
  response.setEncoding("utf8");
  let text = "";
  for await (const piece of response) text += piece as string;
  const { statusCode: status = 0, headers } = response;
  return { status, ok: status >= 200 && status < 300, headers, text };
}

/** What an error of a call means. */
export interface Unanswered {
  /** It may have arrived, and nobody can know. */
  readonly sent: boolean;
  /** The system's, or `timeout`. */
  readonly code: string;
  /** The connection was an idle one that the other side closed: another try may succeed at once. */
  readonly soon?: true;
}

export function whyUnanswered(error: unknown): Unanswered {
  const found = error instanceof Error ? known.get(error) : undefined;
  const sent = found?.sent ?? true;
  if (error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError"))
    return { sent, code: "timeout" };
  const code = (codesOf(error)[0] ?? "unknown").toLowerCase();
  return found?.wasClosed === true ? { sent, code, soon: true } : { sent, code };
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
