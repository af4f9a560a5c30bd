import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { Handler, Page as BrowserPage } from "../platform/adapter.ts";
import type { WebDoor } from "../platform/web.ts";
import { faultOf, type Log } from "./log.ts";
import { Unverified } from "./unverified.ts";

export interface Doors {
  /** `POST <path>` for platforms. */
  readonly platforms: Readonly<Record<string, Handler>>;
  /** `GET <path>` for platforms: pages that a browser opens. */
  readonly pages: Readonly<Record<string, BrowserPage>>;
  /** Pages and data, with any method. */
  readonly web?: WebDoor | undefined;
  readonly ready: () => Promise<{ ready: boolean; reason?: string }>;
  /** Everything else, the playground when it runs. @returns false when it is not its path. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

/**
 * In milliseconds: nobody we serve needs longer. Node looks for overdue connections only every 30 s
 * unless it is told otherwise.
 */
const times = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
};

/** One server for every platform, the health pages and the playground. */
export function httpServer(doors: Doors, log: Log): Server {
  const unverified = new Unverified(log);
  const server = createServer(times, (request, response) => {
    answer(doors, unverified, request, response).catch((error: unknown) => {
      log.error({ fault: faultOf(error) }, "a request failed");
      if (response.headersSent) response.destroy();
      else text(response, 500, "fault");
    });
  });
  unverified.guard(server);
  return server;
}

async function answer(
  doors: Doors,
  unverified: Unverified,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  const platform = Object.hasOwn(doors.platforms, path) ? doors.platforms[path] : undefined;
  if (platform !== undefined) {
    if (request.method !== "POST") return text(response, 405, "method");
    return platform(request, response, unverified.bodyOf(request));
  }
  const page = Object.hasOwn(doors.pages, path) ? doors.pages[path] : undefined;
  if (page !== undefined) {
    if (request.method !== "GET") return text(response, 405, "method");
    return page(request, response);
  }
  if (doors.web !== undefined && leadsTo(doors.web, path))
    return doors.web.handle(request, response, unverified.bodyOf(request));
  if (request.method === "GET" || request.method === "HEAD") {
    if (path === "/healthz") return text(response, 200, "ok");
    if (path === "/readyz") {
      const { ready, reason } = await doors.ready();
      return text(response, ready ? 200 : 503, ready ? "ready" : (reason ?? "not ready"));
    }
  }
  if (doors.page !== undefined && (await doors.page(request, response))) return;
  text(response, 404, "not found");
}

const leadsTo = ({ paths }: WebDoor, path: string): boolean =>
  paths.some((known) => (known.endsWith("/") ? path.startsWith(known) : path === known));

export interface Page {
  readonly type: string;
  readonly body: string;
}

/**
 * `/metrics`, on a port of its own and never on the public one.
 * @param host where it listens. On a loopback address only a loopback `Host` is answered: a web page
 * elsewhere may lead its own name to this machine.
 */
export function metricsServer(metrics: () => Promise<Page>, host: string): Server {
  const local = isLoopback(host);
  const server = createServer(times, (request, response) => {
    if (local && !isLoopback(hostOf(request))) return text(response, 403, "loopback only");
    if (request.method !== "GET" || pathOf(request) !== "/metrics")
      return text(response, 404, "not found");
    metrics().then(
      ({ type, body }) => response.writeHead(200, { "content-type": type }).end(body),
      () => response.destroy(),
    );
  });
  server.maxConnections = 32;
  return server;
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? "/";
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

/** `Host` without its port. */
const hostOf = ({ headers }: IncomingMessage): string =>
  (headers.host ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");

const isLoopback = (host: string): boolean =>
  /^(localhost|::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(host);

function text(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
    .end(`${body}\n`);
}
