import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { webApp } from "../../../adapters/web/index.ts";
import { Open } from "../../../adapters/web/open.ts";
import type { WebParts } from "../../../adapters/web/parts.ts";
import { isId } from "../../../src/kernel/ids.ts";
import type { Gesture } from "../../../src/platform/adapter.ts";
import type { Reader } from "../../../src/platform/text.ts";

const reader: Reader = {
  platform: "slack",
  locale: "en",
  timeZone: "UTC",
  nameOf: () => undefined,
};
const as = { platform: "slack", workspace: "T0", account: "U0" } as const;
const got: Gesture[] = [];
const faults: unknown[] = [];
const parts = {
  address: () => "http://127.0.0.1",
  core: {
    receive: async (gesture: Gesture) => {
      got.push(gesture);
      return { reader };
    },
  },
  web: {
    session: async () => ({ as, reader, name: "Priya" }),
    signIn: async () => undefined,
    signOut: async () => undefined,
  },
  log: { warn: () => undefined, error: (fault: unknown) => faults.push(fault) },
} as unknown as WebParts;
/** An id of ours, as it is or as the core seals it. */
const isSubject = (text: string) => isId(text) || /^[\w-]{59}$/.test(text);
const app = webApp(parts, new Open());

/** Values near those that are right, and any others. */
const word = fc.oneof(
  fc.constantFrom("desk.open", "a.b", "a.b.c", "", "__proto__", "desk.", "constructor"),
  fc.constantFrom("00000000-0000-4000-8000-000000000001", "1", "null", "%00"),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const name = fc.oneof(
  fc.constantFrom("press", "submit", "once", "subject", "argument", "field.a", "opened"),
  fc.string({ maxLength: 12 }),
);
const form = fc
  .array(fc.tuple(name, word), { maxLength: 6 })
  .map((pairs) => new URLSearchParams(pairs).toString());
const id = "00000000-0000-4000-8000-000000000001";
const nearly = fc
  .record(
    {
      press: fc.constantFrom("desk.open", "a.b", "a"),
      once: fc.constantFrom(id, "1"),
      subject: fc.oneof(fc.constant(id), word),
      argument: word,
    },
    { requiredKeys: ["press", "once"] },
  )
  .map((values) => new URLSearchParams(values).toString());
const type = fc.constantFrom(
  "application/x-www-form-urlencoded",
  "application/json",
  "multipart/form-data; boundary=x",
  "text/plain",
  "x",
);
const path = fc.constantFrom(
  "/desk/do",
  "/desk/sign-in/x",
  "/desk/sign-out",
  "/desk/now",
  "/desk/x",
);

test("I2: ten thousand bodies: no fault, and what comes through is a well-formed gesture", async () => {
  const body = fc.oneof(form, nearly, fc.string({ unit: "binary" }), fc.json());
  await fc.assert(
    fc.asyncProperty(path, type, body, async (to, contentType, sent) => {
      const response = await app.request(
        `http://127.0.0.1${to}`,
        {
          method: "POST",
          body: sent,
          headers: {
            "content-type": contentType,
            "sec-fetch-site": "same-origin",
            cookie: "handrail_session=acme.x",
          },
        },
        { incoming: new IncomingMessage(new Socket()), known: () => undefined },
      );
      expect([303, 400, 404, 410, 429]).toContain(response.status);
    }),
    { numRuns: 10_000, seed: 18 },
  );
  expect(faults).toEqual([]);
  expect(got.length).toBeGreaterThan(0);
  for (const gesture of got) {
    expect(gesture.sender).toEqual(as);
    if (gesture.kind === "press" || gesture.kind === "submit")
      expect(gesture.subject === undefined || isSubject(gesture.subject)).toBe(true);
  }
});

test("I2: a field may be called as a part of the language is", async () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    const sent = { [`most.${name}`]: "1", [`field.${name}`]: "xx", [`shown.${name}`]: "a" };
    const response = await app.request(
      "http://127.0.0.1/desk/do",
      {
        method: "POST",
        body: new URLSearchParams({ submit: "a.b", once: id, opened: "a.b", ...sent }),
        headers: { "sec-fetch-site": "same-origin", cookie: "handrail_session=acme.x" },
      },
      { incoming: new IncomingMessage(new Socket()), known: () => undefined },
    );
    expect([name, response.status]).toEqual([name, 303]);
  }
  expect(faults).toEqual([]);
});
