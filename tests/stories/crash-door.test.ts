import { readFileSync } from "node:fs";
import { request as ask } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bounds } from "../../src/runtime/unverified.ts";
import { Somebody } from "../support/person.ts";
import { slackClient } from "../support/slack-client.ts";
import { type House, type Running, openHouse } from "./crash-child.ts";

/* What anybody on the internet may do to the public port, and what is on it. */

let house: House;
let app: Running | undefined;
const sockets: Socket[] = [];
beforeAll(async () => {
  house = await openHouse();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app?.kill();
  app = undefined;
});
afterAll(() => house.stop());

/** A connection that sends this, and the moment at which it was closed. */
function opened(url: string, first: string | Buffer): { socket: Socket; closed: Promise<number> } {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  sockets.push(socket);
  const began = performance.now();
  socket.on("error", () => undefined).resume();
  socket.write(first);
  const closed = new Promise<number>((resolve) =>
    socket.once("close", () => resolve(performance.now() - began)),
  );
  return { socket, closed };
}

const head = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
/** In megabytes. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

describe.runIf(process.platform === "linux")("fifteen hundred connections at once", () => {
  const whole = 256 * 1024;
  test.each([
    ["hold all of a body but its last byte", () => [Buffer.alloc(whole - 1, "x")]],
    ["send theirs in crumbs", () => Array.from({ length: 40 }, () => Buffer.alloc(200, "x"))],
  ])("that %s grow the memory by less than 50 MB, and help still comes", async (_, pieces) => {
    app = await house.start({ HANDRAIL_DATA_DIR: `${house.folder}-${pieces().length}` });
    const ana = new Somebody("ana", slackClient(house.slack, "U0ANA"));
    const sam = new Somebody("sam", slackClient(house.slack, "U0SAM"));
    for (const one of [ana, sam]) one.startAfresh();
    await ana.types("/escalate");
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
    await ana.clicks("Call ended");
    const { pid = 0 } = app.process;
    const before = memoryOf(pid);
    let most = before;
    const parts = pieces();
    for (let i = 0; i < 1_500; i++) {
      const { socket } = opened(app.url, head("/slack/events", whole));
      for (const part of parts) socket.write(part);
      if (i % 50 === 0) await sleep(10);
      most = Math.max(most, memoryOf(pid));
    }
    await ana.types("/escalate");
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
    for (let i = 0; i < 20; i++) {
      await sleep(50);
      most = Math.max(most, memoryOf(pid));
    }
    expect(most - before).toBeLessThan(50);
    expect(app.printed()).toMatch(/wait unverified/);
    await ana.clicks("Call ended");
  });
});

test("only so many connections are open at once, and the oldest stranger goes first", async () => {
  app = await house.start();
  const { url } = app;
  const first = opened(url, "");
  await sleep(100);
  const rest = Array.from({ length: bounds.connections }, () => opened(url, ""));
  await first.closed;
  await sleep(100);
  expect(rest.filter(({ socket }) => socket.destroyed)).toEqual([]);
});

test("who sends nothing, half its headers or half its body is closed in the end", async () => {
  app = await house.start();
  const { url } = app;
  const halves = [
    "",
    "POST /slack/events HTTP/1.1\r\nhost: a\r\n",
    `${head("/slack/events", 100)}half`,
  ];
  // All three wait at once. Ten seconds for a body, five for headers, and a second until somebody looks.
  const closed = await Promise.all(halves.map((sent) => opened(url, sent).closed));
  for (const ms of closed) expect(ms).toBeLessThan(20_000);
});

describe("/metrics", () => {
  const address = () => /"url":"(http:\S+?\/metrics)"/.exec(app?.printed() ?? "")?.[1] ?? "";
  const statusOf = (url: string, host?: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      ask(url, { headers: host === undefined ? {} : { host }, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });

  test("is on a port of its own, never on the public one, and for names of this machine only", async () => {
    app = await house.start({ HOST: "0.0.0.0" });
    expect(await statusOf(`${app.url}/metrics`)).toBe(404);
    expect(await statusOf(`${app.url}/healthz`)).toBe(200);
    expect(new URL(address()).port).not.toBe(new URL(app.url).port);
    // A page elsewhere whose name leads here; a proxy that passes the name on.
    expect(await statusOf(address(), "metrics.evil.example")).toBe(403);
    expect(await statusOf(address(), "127.0.0.1.evil.example:9464")).toBe(403);
    for (const host of ["localhost:9464", "127.0.0.1", "[::1]:9464"])
      expect(await statusOf(address(), host)).toBe(200);
    expect(await statusOf(address().replace("/metrics", "/healthz"))).toBe(404);
    const text = await (await fetch(address())).text();
    for (const name of [
      "handrail_messages_overdue",
      "handrail_timers_overdue",
      "handrail_audit_findings_total",
      "handrail_page_seconds",
    ])
      expect(text).toContain(name);
    expect(text).not.toContain("acme");
  });

  test("whose port is taken is a warning with its remedy, and help comes all the same", async () => {
    const taken = await house.start();
    try {
      const port = new URL(taken.url).port;
      const second = await house.start({
        METRICS_PORT: port,
        HANDRAIL_DATA_DIR: `${house.folder}-second`,
      });
      app = second;
      await expect
        .poll(second.printed)
        .toMatch(/METRICS_PORT cannot be used, .*set it to a free port/);
      expect(await statusOf(`${second.url}/healthz`)).toBe(200);
    } finally {
      await taken.kill();
    }
  });
});
