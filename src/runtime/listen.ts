import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { metricsServer } from "./http.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** @returns the address, as this machine reaches it */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, "listening");
  const at = server.address() as AddressInfo;
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${at.port}`;
}

/** No new connections; those that are still open after 2.5 s are cut. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  // Streams of the playground's page would keep it open.
  const impatient = setTimeout(() => server.closeAllConnections(), 2_500);
  await closed;
  clearTimeout(impatient);
}

/**
 * Opens the port of `/metrics`. A port that is taken, by a second instance for example, is a
 * warning: nobody must go unpaged because a number cannot be read.
 */
export async function openMetrics(
  metrics: Metrics,
  at: { readonly port: number; readonly host: string } | undefined,
  log: Log,
): Promise<{ server: Server; url: string } | undefined> {
  if (at === undefined) return undefined;
  const { registry } = metrics;
  const server = metricsServer(
    async () => ({ type: registry.contentType, body: await registry.metrics() }),
    at.host,
  );
  try {
    const url = `${await listen(server, at.port, at.host)}/metrics`;
    log.info({ url }, "metrics can be read");
    return { server, url };
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    log.warn(
      { port: at.port, code },
      "METRICS_PORT cannot be used, so there is no /metrics; set it to a free port",
    );
    return undefined;
  }
}
