import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** @returns the address, as this machine reaches it */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, "listening");
  const at = server.address() as AddressInfo;
  return `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${at.port}`;
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
