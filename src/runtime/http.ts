import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { Handler } from "../platform/adapter.ts";
import { faultOf, type Log } from "./log.ts";

export interface Doors {
  /** `POST <path>` for platforms. */
  readonly platforms: Readonly<Record<string, Handler>>;
  readonly ready: () => Promise<{ ready: boolean; reason?: string }>;
  readonly metrics: () => Promise<{ type: string; body: string }>;
  /** On `/metrics` of this server: for loopback callers only. Absent: metrics have a port of their own. */
  readonly showMetrics: boolean;
  /** Everything else, the playground when it runs. @returns false when it is not its path. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

/** One server for every platform, the health pages and the playground. */
export function httpServer(doors: Doors, log: Log): Server {
  const server = createServer((request, response) => {
    answer(doors, request, response).catch((error: unknown) => {
      log.error({ fault: faultOf(error) }, "a request failed");
      if (response.headersSent) response.destroy();
      else text(response, 500, "fault");
    });
  });
  // Nobody we serve needs longer; a slow reader must not hold a connection for ever.
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

async function answer(
  doors: Doors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  const platform = Object.hasOwn(doors.platforms, path) ? doors.platforms[path] : undefined;
  if (platform !== undefined) {
    if (request.method !== "POST") return text(response, 405, "method");
    return platform(request, response);
  }
  if (request.method === "GET" || request.method === "HEAD") {
    if (path === "/healthz") return text(response, 200, "ok");
    if (path === "/readyz") {
      const { ready, reason } = await doors.ready();
      return text(response, ready ? 200 : 503, ready ? "ready" : (reason ?? "not ready"));
    }
    if (path === "/metrics" && doors.showMetrics) {
      if (!isLoopback(request)) return text(response, 403, "loopback only");
      return showMetrics(doors, response);
    }
  }
  if (doors.page !== undefined && (await doors.page(request, response))) return;
  text(response, 404, "not found");
}

/** `/metrics` on a port of its own (CONTRACT, METRICS_PORT). */
export function metricsServer(doors: Pick<Doors, "metrics">): Server {
  return createServer((request, response) => {
    if (pathOf(request) !== "/metrics") return text(response, 404, "not found");
    showMetrics(doors, response).catch(() => response.destroy());
  });
}

async function showMetrics(doors: Pick<Doors, "metrics">, response: ServerResponse): Promise<void> {
  const { type, body } = await doors.metrics();
  response.writeHead(200, { "content-type": type }).end(body);
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? "/";
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

/** A proxy on this machine speaks for somebody elsewhere, and says so. */
const isLoopback = ({ socket, headers }: IncomingMessage): boolean =>
  /^(::1$|(::ffff:)?127\.)/.test(socket.remoteAddress ?? "") &&
  headers["x-forwarded-for"] === undefined &&
  headers.forwarded === undefined;

function text(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
    .end(`${body}\n`);
}
