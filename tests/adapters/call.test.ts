import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createListener, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { call, whyUnanswered } from "../../src/platform/call.ts";

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

/** What a failed call means. */
const whyOf = (failing: Promise<unknown>) =>
  failing.then(
    () => "answered",
    (error: unknown) => whyUnanswered(error),
  );

/** A platform that does so with each of its connections, by number. @returns how many it met */
async function lines(
  meet: (socket: Socket, number: number) => void,
): Promise<{ readonly port: number; readonly met: () => number }> {
  let met = 0;
  const sockets = new Set<Socket>();
  const server = createListener((socket) => {
    sockets.add(socket.on("error", () => undefined));
    meet(socket, (met += 1));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, met: () => met };
}
const whole = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}";

describe("what certainly was not sent", () => {
  it("a name that is not found", async () => {
    expect(await whyOf(post("https://handrail-tests.invalid/api"))).toMatchObject({ sent: false });
  });

  it("nobody who listens", async () => {
    const { port } = await lines(() => undefined);
    await open.pop()?.();
    expect(await whyOf(post(`http://127.0.0.1:${port}/`))).toEqual({
      sent: false,
      code: "econnrefused",
    });
  });

  it.each<[string, (socket: Socket) => void]>([
    ["is refused", (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["is cut", (socket) => void socket.once("data", () => socket.destroy())],
    ["is reset", (socket) => void socket.once("data", () => socket.resetAndDestroy())],
    ["is never answered", () => undefined],
  ])("a handshake that %s", async (_, meet) => {
    const { port, met } = await lines(meet);
    expect(await whyOf(post(`https://127.0.0.1:${port}/`, 500))).toMatchObject({ sent: false });
    expect(met()).toBe(1);
  });
});

describe("an idle connection", () => {
  const answering = (socket: Socket) => socket.on("data", () => socket.write(whole));
  /** Answers once, and meets the next request so. */
  const answeringOnce = (socket: Socket, meet: (socket: Socket) => void) => {
    let heard = 0;
    socket.on("data", () => void ((heard += 1) === 1 ? socket.write(whole) : meet(socket)));
  };

  it("that was reset is not noticed: the call is made at once on another", async () => {
    const { port, met } = await lines((socket, number) =>
      number === 1 ? answeringOnce(socket, (it) => it.resetAndDestroy()) : answering(socket),
    );
    await post(`http://127.0.0.1:${port}/`);
    expect(await whyOf(post(`http://127.0.0.1:${port}/`))).toBe("answered");
    expect(met()).toBe(2);
  });

  it("that is closed after it was read is no such thing: it may have arrived", async () => {
    const { port, met } = await lines((socket) => answeringOnce(socket, (it) => it.destroy()));
    await post(`http://127.0.0.1:${port}/`);
    expect(await whyOf(post(`http://127.0.0.1:${port}/`))).toEqual({
      ...{ sent: true, code: "econnreset", soon: true },
    });
    expect(met()).toBe(1);
  });

  it("that is reset in the middle of an answer is no such thing either", async () => {
    const { port, met } = await lines((socket) =>
      answeringOnce(socket, (it) => it.write("HTTP/1.1 200 OK\r\n", () => it.resetAndDestroy())),
    );
    await post(`http://127.0.0.1:${port}/`);
    expect(await whyOf(post(`http://127.0.0.1:${port}/`))).toMatchObject({ sent: true });
    expect(met()).toBe(1);
  });

  it("is what only a reused one is: a new one that is reset may have been read", async () => {
    const { port, met } = await lines(
      (socket) => void socket.on("data", () => socket.resetAndDestroy()),
    );
    expect(await whyOf(post(`http://127.0.0.1:${port}/`))).toEqual({
      sent: true,
      code: "econnreset",
    });
    expect(met()).toBe(1);
  });

  it("that is reset each time ends the call", async () => {
    const { port, met } = await lines((socket) =>
      answeringOnce(socket, (it) => it.resetAndDestroy()),
    );
    for (const _ of [1, 2]) await post(`http://127.0.0.1:${port}/`).catch(() => undefined);
    expect(met()).toBeLessThan(6);
  });
});
