import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { webApp } from "../../../adapters/web/index.ts";
import { Open } from "../../../adapters/web/open.ts";
import type { WebParts } from "../../../adapters/web/parts.ts";
import type { Reader } from "../../../src/platform/text.ts";

/* Time stands still here: what ends, ends without the look every ten seconds. */
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const reader: Reader = {
  platform: "slack",
  locale: "en",
  timeZone: "UTC",
  nameOf: () => undefined,
};
const cookie = (secret: string) => `handrail_session=${secret}`;

/** Two browsers of Priya, and one of Sam. */
function opened() {
  const sessions = new Map([
    ["one", "U0PRIYA"],
    ["two", "U0PRIYA"],
    ["three", "U0SAM"],
  ]);
  const as = (account: string) => ({ platform: "slack", workspace: "T0", account }) as const;
  const parts = {
    address: () => "http://127.0.0.1",
    core: {
      receive: async () => {
        for (const [secret, account] of sessions)
          if (account === "U0PRIYA") sessions.delete(secret);
        return { reader };
      },
    },
    web: {
      session: async (secret: string) => {
        const account = sessions.get(secret);
        return account === undefined ? undefined : { as: as(account), reader, name: account };
      },
      signOut: async (secret: string) => void sessions.delete(secret),
      watch: () => () => undefined,
    },
    log: { warn: () => undefined, error: () => undefined },
  } as unknown as WebParts;
  const open = new Open();
  const app = webApp(parts, open);
  const env = { incoming: new IncomingMessage(new Socket()), known: () => undefined };
  const asks = async (method: string, path: string, secret: string, body?: string) =>
    app.request(
      `http://127.0.0.1${path}`,
      {
        method,
        body,
        headers: {
          cookie: cookie(secret),
          "sec-fetch-site": "same-origin",
          "content-type": "application/x-www-form-urlencoded",
        },
      },
      env,
    );
  return { asks, open };
}

test("I2: a live page ends with the sign-out of its browser, and the other browser goes on", async () => {
  const { asks } = opened();
  const [first, second] = await Promise.all([
    asks("GET", "/desk/live/now", "one"),
    asks("GET", "/desk/live/now", "two"),
  ]);
  await asks("POST", "/desk/sign-out", "one");
  expect(await first.text()).toContain("event: over");
  const state = await Promise.race([second.text(), Promise.resolve("open")]);
  expect(state).toBe("open");
});

test("I2: signing out everywhere ends all live pages of that person", async () => {
  const { asks } = opened();
  const [first, second, third] = await Promise.all(
    ["one", "two", "three"].map((secret) => asks("GET", "/desk/live/now", secret)),
  );
  const once = "00000000-0000-4000-8000-000000000001";
  await asks("POST", "/desk/do", "one", `press=desk.signOut&once=${once}`);
  expect(await first?.text()).toContain("event: over");
  expect(await second?.text()).toContain("event: over");
  const state = await Promise.race([third?.text(), Promise.resolve("open")]);
  expect(state).toBe("open");
});

test("I2: a program that asks for no body of a live page takes no place of one", async () => {
  const { asks, open } = opened();
  const add = vi.spyOn(open, "add");
  const answer = await asks("HEAD", "/desk/live/now", "one");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  expect(add).not.toHaveBeenCalled();
  await asks("GET", "/desk/live/now", "one");
  expect(add).toHaveBeenCalledOnce();
});
