import fc from "fast-check";
import { expect, test } from "vitest";
import { apiRoutes } from "../../adapters/web/api/index.ts";
import { minuteLimit } from "../../adapters/web/api/limit.ts";
import type { WebParts } from "../../adapters/web/parts.ts";
import { scopes } from "../../src/platform/api.ts";
import { runs } from "../support/runs.ts";

/* Whatever a program sends: a summons that counts, or a problem document that says why not. */

const secret = `hr_acme.${"a".repeat(43)}`;
const asked: unknown[] = [];
const request = {
  ...{ id: "00000000-0000-4000-8000-000000000001", state: "open", team: "Billing" },
  ...{ level: "help", opened_at: "2026-12-01T14:02:00.000Z" },
};
const parts = {
  core: {
    async receive(gesture: unknown) {
      asked.push(gesture);
      return {};
    },
  },
  api: {
    key: async () => ({ organisation: "acme", key: String(Math.random()), scopes }),
    accountOf: async () => ({ platform: "slack", workspace: "T", account: "U" }),
    seen: async () => "ours",
    outcome: async () => ({ subject: request.id, answer: "asked" }),
    ask: async () => request,
  },
} as unknown as WebParts;
const app = apiRoutes(parts);
const env = { incoming: { socket: { remoteAddress: "" } }, known: () => undefined };

const send = (body: string, type = "application/json") =>
  app.request(
    "/escalations",
    {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": type },
      body,
    },
    env,
  );

const field = fc.oneof(fc.anything(), fc.string(), fc.webUrl(), fc.emailAddress());
const near = fc.record(
  {
    person: fc.oneof(fc.constant("ana@acme.test"), field),
    words: field,
    case_reference: field,
    join_url: field,
    category: fc.oneof(fc.constant("THR"), field),
    else: field,
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  near.map((value) => text(value)),
  fc.json(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "null", "[]", "{", '{"__proto__":{"person":"x"}}', "1e999", "\u0000"),
);
const text = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
};

test(
  "I5: 10,000 bodies: each is a summons or is refused with a problem document",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        asked.length = 0;
        const answer = await send(sent);
        const said = (await answer.json()) as { status?: number; title?: string };
        if (answer.status === 201) {
          expect(asked.length).toBeGreaterThan(0);
          return;
        }
        expect([400, 422]).toContain(answer.status);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(said).toMatchObject({ status: answer.status, title: expect.any(String) });
        expect(asked).toEqual([]);
      }),
      { numRuns: runs(10_000) },
    );
  },
);

test.each(["text/plain", "application/xml", "multipart/form-data", ""])(
  "I5: a body of type %j is no summons",
  async (type) => {
    asked.length = 0;
    const answer = await send('{"person":"ana@acme.test"}', type);
    expect([400, 415, 422]).toContain(answer.status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(asked).toEqual([]);
  },
);

test("I5: without a key no method of any route is answered", async () => {
  const strict = apiRoutes({ ...parts, api: { ...parts.api, key: async () => undefined } });
  const { paths } = (await (await strict.request("/openapi.json")).json()) as { paths: object };
  for (const path of Object.keys(paths))
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const { status } = await strict.request(path, { method }, env);
      expect([method, path, [401, 404]]).toEqual([method, path, expect.arrayContaining([status])]);
    }
});

test("I5: too many requests within a minute are told to wait, with a key and without", async () => {
  const busy = apiRoutes({
    ...parts,
    api: {
      ...parts.api,
      key: async (given: string) =>
        given === secret ? { organisation: "acme", key: "one", scopes } : undefined,
    },
  });
  const ask = (as: string) =>
    busy.request("/on-shift", { headers: { authorization: `Bearer ${as}` } }, env);
  const until429 = async (as: string) => {
    for (let asked = 0; asked < 2_000; asked++) {
      const { status, headers } = await ask(as);
      if (status === 429) return [asked, headers.get("retry-after")];
    }
    return undefined;
  };
  expect(await until429(secret)).toEqual([1_200, "60"]);
  expect(await until429(`hr_acme.${"b".repeat(43)}`)).toEqual([60, "60"]);
});

test("a minute has so many, for each name, and then it begins anew", () => {
  let now = 0;
  const tooMany = minuteLimit(2, () => now);
  expect(["a", "a", "a", "b"].map(tooMany)).toEqual([false, false, true, false]);
  now = 60_001;
  expect(tooMany("a")).toBe(false);
});
