import { createServer, get, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { streams } from "../../playground/http/stream.ts";
import { listening, portOf } from "./app.ts";

test("a stream that has nothing to tell sends a heartbeat; no more than so many are open at once", async () => {
  const open = streams(() => "{}", { heartbeat: 5, most: 1 });
  const server = createServer((_, response) => {
    if (!open.join(response)) response.writeHead(503).end();
  });
  await listening(server);
  const connect = (): Promise<IncomingMessage> =>
    new Promise(
      (resolve, reject) =>
        void get(`http://127.0.0.1:${portOf(server)}`, resolve).on("error", reject),
    );
  const first = await connect();
  let heard = "";
  await new Promise<void>((resolve) => {
    first.setEncoding("utf8").on("data", (chunk: string) => {
      heard += chunk;
      if (heard.includes(": still here")) resolve();
    });
  });
  expect(heard).toContain("data: {}");
  expect((await connect()).statusCode).toBe(503);
  open.stop();
  await new Promise((resolve) => server.close(resolve));
});
