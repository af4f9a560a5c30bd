import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { call } from "../../src/platform/call.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A platform that answers so. @returns its address, and how many lines were opened to it */
async function platform(
  answer: RequestListener,
): Promise<{ readonly url: string; readonly lines: () => number }> {
  let lines = 0;
  const server = createServer(answer).on("connection", () => (lines += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    lines: () => lines,
  };
}

const post = (url: string, ms = 2_000, body = "{}") =>
  call(url, {
    method: "POST",
    headers: { authorization: "Bearer t" },
    body,
    signal: AbortSignal.timeout(ms),
  });

describe("a call to a platform", () => {
  it("sends its body with its length, and reads what is answered whole, also where a letter comes in two pieces", async () => {
    const heard: unknown[] = [];
    const { url } = await platform((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
      request.on("end", () => {
        heard.push([
          request.method,
          request.headers["content-length"],
          request.headers.authorization,
          body,
        ]);
        const [head, rest] = [
          Buffer.from("ni\u00f1o").subarray(0, 3),
          Buffer.from("ni\u00f1o").subarray(3),
        ];
        response.writeHead(201, { "x-asked": "yes" }).write(head);
        setTimeout(() => response.end(rest), 20);
      });
    });
    await expect(post(url, 2_000, "señal")).resolves.toMatchObject({
      status: 201,
      text: "niño",
      headers: { "x-asked": "yes" },
    });
    expect(heard).toEqual([["POST", "6", "Bearer t", "señal"]]);
  });

  it("follows no redirect", async () => {
    let asked = 0;
    const { url } = await platform((_, response) => {
      asked += 1;
      response.writeHead(307, { location: "http://127.0.0.1:1/" }).end();
    });
    await expect(post(url)).resolves.toMatchObject({ status: 307 });
    expect(asked).toBe(1);
  });

  it("keeps its line for the next one", async () => {
    const { url, lines } = await platform((_, response) => response.end("{}"));
    for (let time = 0; time < 5; time++) await post(url);
    expect(lines()).toBe(1);
  });

  it.each([
    ["before the answer", () => undefined],
    [
      "in the middle of it",
      (response: Parameters<RequestListener>[1]) =>
        void response.writeHead(200, { "content-length": 10 }).write("{"),
    ],
  ])("is over in time when the other side falls silent %s", async (_, begin) => {
    const { url } = await platform((_request, response) => begin(response));
    await expect(post(url, 60)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("opens no line for what is over already", async () => {
    const { url, lines } = await platform((_, response) => response.end());
    await expect(
      call(url, {
        method: "POST",
        headers: {},
        body: "",
        signal: AbortSignal.abort(new Error("over")),
      }),
    ).rejects.toThrow("over");
    expect(lines()).toBe(0);
  });

  it("asks for nothing packed, whatever an SDK asked for: nobody here unpacks it", async () => {
    const { url } = await platform((request, response) =>
      response.end(request.headers["accept-encoding"]),
    );
    const headers = { "Accept-Encoding": "gzip,deflate" };
    await expect(
      call(url, { method: "GET", headers, signal: AbortSignal.timeout(2_000) }),
    ).resolves.toMatchObject({ text: "identity" });
  });

  it("has not succeeded when the line is cut in the middle of the answer", async () => {
    const { url } = await platform((request, response) => {
      response.writeHead(200, { "content-length": 10 }).write("{");
      setTimeout(() => request.socket.destroy(), 20);
    });
    await expect(post(url)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("says by its code that nobody listens", async () => {
    const { url } = await platform((_, response) => response.end());
    await open.pop()?.();
    await expect(post(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
