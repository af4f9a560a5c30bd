import { createHmac } from "node:crypto";
import { exportJWK, exportSPKI } from "jose";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { teamsAdapter } from "../../../../adapters/teams/index.ts";
import { appId, foreign, issuerName, publicKey, signing, tenant, token } from "../issuer.ts";
import { RecordingCore, type World, world } from "../world.ts";

/** What the SDK keeps for ever, and what makes it grow. */
const inside = createRequire(import.meta.resolve("botbuilder"));
const { EmulatorValidation } = inside("botframework-connector") as {
  EmulatorValidation: { isTokenFromEmulator(header: string): boolean };
};
const remembered = (
  inside("botframework-connector/lib/auth/tokenValidationParameters.js") as Record<
    string,
    { issuer: string[] }
  >
)["ToBotFromBotOrEmulatorTokenValidationParameters"] ?? { issuer: [] };

const now = Date.parse("2026-11-20T12:00:00Z");
const seconds = now / 1_000;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token of parts, with any signature. */
function made(header: object, claims: object, signature = "c2lnbmF0dXJl"): string {
  return `${part(header)}.${part(claims)}.${signature}`;
}

function hs256(header: object, claims: object, key: string): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

const foreignTenant = "bbbbbbbb-0000-4000-8000-000000000002";
const entra = {
  iss: `https://login.microsoftonline.com/${foreignTenant}/v2.0`,
  tid: foreignTenant,
  ver: "2.0",
  azp: appId,
  appid: appId,
};
const right = (url: string) => ({
  iss: issuerName,
  aud: appId,
  exp: seconds + 3_600,
  serviceurl: url,
});
const rs256 = { alg: "RS256", kid: "key-1" };

/** [what is wrong, the header that comes with an activity of this connector]. */
const badTokens: readonly (readonly [
  string,
  (url: string) => string | undefined | Promise<string | undefined>,
])[] = [
  ["no header", () => undefined],
  ["an empty header", () => ""],
  ["another scheme", async (url) => `Basic ${await token(url, { at: now })}`],
  [
    "the scheme in lower case with the token twice",
    async (url) => `bearer ${await token(url, { at: now })} ${await token(url, { at: now })}`,
  ],
  ["a scheme without a token", () => "Bearer "],
  ["no token at all", () => "Bearer x"],
  [
    "two parts only",
    async (url) => `Bearer ${(await token(url, { at: now })).split(".").slice(0, 2).join(".")}`,
  ],
  ["four parts", async (url) => `Bearer ${await token(url, { at: now })}.x`],
  ["parts that are no JSON", () => "Bearer eA.eA.eA"],
  [
    "a header that is a list",
    () => `Bearer ${Buffer.from("[]").toString("base64url")}.${part({})}.x`,
  ],
  ["20 KB of token", () => `Bearer ${part(rs256)}.${"a".repeat(12_000)}.x`],
  ["alg none", (url) => `Bearer ${made({ alg: "none", kid: "key-1" }, right(url), "x")}`],
  ["alg None", (url) => `Bearer ${made({ alg: "None", kid: "key-1" }, right(url), "x")}`],
  ["no alg", (url) => `Bearer ${made({ kid: "key-1" }, right(url))}`],
  [
    "HS256 with the public key",
    async (url) =>
      `Bearer ${hs256({ alg: "HS256", kid: "key-1" }, right(url), await exportSPKI(signing.publicKey))}`,
  ],
  [
    "HS256 with the app's secret",
    (url) => `Bearer ${hs256({ alg: "HS256", kid: "key-1" }, right(url), "our-secret")}`,
  ],
  ["PS256", (url) => `Bearer ${made({ alg: "PS256", kid: "key-1" }, right(url))}`],
  ["RS512", (url) => `Bearer ${made({ alg: "RS512", kid: "key-1" }, right(url))}`],
  [
    "a signature by another key",
    async (url) => `Bearer ${await token(url, { at: now, key: foreign.privateKey })}`,
  ],
  [
    "a key brought along",
    async (url) =>
      `Bearer ${await token(url, { at: now, key: foreign.privateKey, header: { jwk: await exportJWK(foreign.publicKey) } })}`,
  ],
  [
    "an address of keys brought along",
    async (url) =>
      `Bearer ${await token(url, { at: now, key: foreign.privateKey, header: { jku: "http://127.0.0.1:1/keys" } })}`,
  ],
  [
    "no signature",
    async (url) => `Bearer ${(await token(url, { at: now })).replace(/[^.]+$/, "AA")}`,
  ],
  [
    "another body under the same signature",
    async (url) =>
      (await token(url, { at: now })).replace(
        /^(.*)\..*\.(.*)$/,
        `Bearer $1.${part({ ...right(url), exp: seconds + 9_999 })}.$2`,
      ),
  ],
  [
    "no key id",
    async (url) => `Bearer ${await token(url, { at: now, header: { kid: undefined } })}`,
  ],
  [
    "a key id that is no text",
    async (url) => `Bearer ${await token(url, { at: now, header: { kid: 1 } })}`,
  ],
  [
    "an unknown key id",
    async (url) => `Bearer ${await token(url, { at: now, header: { kid: "key-9" } })}`,
  ],
  [
    "a key that is not endorsed for Teams",
    async (url) => `Bearer ${await token(url, { at: now, header: { kid: "key-skype" } })}`,
  ],
  [
    "a key without endorsements",
    async (url) => `Bearer ${await token(url, { at: now, header: { kid: "key-bare" } })}`,
  ],
  [
    "a critical extension nobody knows",
    async (url) =>
      `Bearer ${await token(url, { at: now, header: { crit: ["b64"], b64: false } }).catch(() => "a.b.c")}`,
  ],
  [
    "another issuer",
    async (url) =>
      `Bearer ${await token(url, { at: now, claims: { iss: "https://api.botframework.com.evil.example" } })}`,
  ],
  [
    "the issuer with a slash",
    async (url) => `Bearer ${await token(url, { at: now, claims: { iss: `${issuerName}/` } })}`,
  ],
  [
    "no issuer",
    async (url) => `Bearer ${await token(url, { at: now, claims: { iss: undefined } })}`,
  ],
  [
    "another audience",
    async (url) =>
      `Bearer ${await token(url, { at: now, claims: { aud: "22222222-0000-4000-8000-000000000000" } })}`,
  ],
  [
    "several audiences",
    async (url) => `Bearer ${await token(url, { at: now, claims: { aud: [appId, "other"] } })}`,
  ],
  [
    "no audience",
    async (url) => `Bearer ${await token(url, { at: now, claims: { aud: undefined } })}`,
  ],
  [
    "expired 301 s ago",
    async (url) => `Bearer ${await token(url, { at: now, claims: { exp: seconds - 301 } })}`,
  ],
  [
    "valid from 301 s on",
    async (url) => `Bearer ${await token(url, { at: now, claims: { nbf: seconds + 301 } })}`,
  ],
  [
    "no expiry",
    async (url) => `Bearer ${await token(url, { at: now, claims: { exp: undefined } })}`,
  ],
  [
    "an expiry that is no number",
    async (url) => `Bearer ${made(rs256, { ...right(url), exp: "tomorrow" })}`,
  ],
  ["no serviceurl", async () => `Bearer ${await token(undefined, { at: now })}`],
  [
    "a serviceurl that is no text",
    async () => `Bearer ${await token(undefined, { at: now, claims: { serviceurl: ["x"] } })}`,
  ],
  [
    "the serviceurl of another connector",
    async () => `Bearer ${await token("https://smba.trafficmanager.net/emea/", { at: now })}`,
  ],
  [
    "the serviceurl without its slash",
    async (url) => `Bearer ${await token(url.replace(/\/$/, ""), { at: now })}`,
  ],
  [
    "an Entra token of a foreign tenant with our audience",
    async (url) => `Bearer ${await token(url, { at: now, claims: entra })}`,
  ],
  [
    "an Entra token v1 of a foreign tenant",
    async (url) =>
      `Bearer ${await token(url, { at: now, claims: { ...entra, iss: `https://sts.windows.net/${foreignTenant}/`, ver: "1.0" } })}`,
  ],
  [
    "an emulator's token",
    async (url) =>
      `Bearer ${await token(url, { at: now, claims: { iss: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", appid: appId } })}`,
  ],
];

/** The tokens are as right as can be; the activity is not. */
const badActivities: readonly (readonly [string, object])[] = [
  ["no serviceUrl", { serviceUrl: undefined }],
  ["another serviceUrl on the same host", { serviceUrl: "SAME/other/" }],
  ["another channel", { channelId: "emulator" }],
  ["another channel in other letters", { channelId: "MSTeams" }],
  ["no channel", { channelId: undefined }],
  [
    "tenants that disagree",
    { conversation: { id: "a:1", conversationType: "personal", tenantId: foreignTenant } },
  ],
  ["a conversation without tenant", { conversation: { id: "a:1", conversationType: "personal" } }],
  ["a tenant that is no text", { channelData: { tenant: { id: { $ne: "" } } } }],
  ["no tenant in the channel's data", { channelData: {} }],
  ["no channel data", { channelData: undefined }],
  ["no conversation", { conversation: undefined }],
];

async function verdict(w: World, authorization: string | undefined, more: object = {}) {
  const serviceUrl = (more as { serviceUrl?: string }).serviceUrl?.replace(
    "SAME/",
    w.cloud.serviceUrl,
  );
  const response = await w.post(
    JSON.stringify(
      w.activity({
        text: "escalate",
        ...more,
        ...(serviceUrl === undefined ? {} : { serviceUrl }),
      }),
    ),
    authorization,
  );
  return [response.status, await response.text()];
}

describe("a token", () => {
  it("of Microsoft's passes, up to five minutes off", async () => {
    const w = await world({ now: () => now });
    for (const claims of [{}, { exp: seconds - 299 }, { nbf: seconds + 299 }])
      expect(
        await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at: now, claims })}`),
      ).toEqual([200, ""]);
    expect(w.core.gestures).toHaveLength(3);
  });

  it("there are at least thirty bad ones", () =>
    expect(badTokens.length + badActivities.length).toBeGreaterThan(50));

  it.each(badTokens)("%s", async (name, header) => {
    const w = await world({ now: () => now });
    w.cloud.keys = [publicKey(), publicKey("key-skype", ["skype"]), publicKey("key-bare", null)];
    expect(await verdict(w, await header(w.cloud.serviceUrl))).toEqual(
      expect.arrayContaining([expect.toBeOneOf([401, 403])]),
    );
    expect(w.core.gestures).toEqual([]);
    // A wrong algorithm is not worth a question; otherwise nothing went out but that for the
    // issuer's own keys.
    const asked = /alg|HS256|PS256|RS512/.test(name) ? /^$/ : /^\/keys$|^\/\.well-known\//;
    expect(w.cloud.calls.filter(({ path }) => !asked.test(path))).toEqual([]);
  });

  it.each(badActivities)("a good one with %s", async (_, more) => {
    const w = await world({ now: () => now });
    expect(
      await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at: now })}`, more),
    ).toEqual([403, "forbidden"]);
    expect(w.core.gestures).toEqual([]);
    expect(w.cloud.sent).toEqual([]);
  });

  it("an event about a team may leave out the conversation's tenant, but not name another", async () => {
    const w = await world({ now: () => now });
    const authorization = `Bearer ${await token(w.cloud.serviceUrl, { at: now })}`;
    const event = {
      type: "conversationUpdate",
      conversation: { id: "19:team", conversationType: "channel" },
    };
    expect(await verdict(w, authorization, event)).toEqual([200, ""]);
    expect(
      await verdict(w, authorization, {
        ...event,
        conversation: { ...event.conversation, tenantId: foreignTenant },
      }),
    ).toEqual([403, "forbidden"]);
  });

  it("tenants are the same in capitals", async () => {
    const w = await world({ now: () => now });
    await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at: now })}`, {
      channelData: { tenant: { id: tenant.toUpperCase() } },
    });
    expect(w.core.gestures[0]?.sender.workspace).toBe(tenant);
  });
});

describe("the keys", () => {
  it("are asked for once a minute at most, however many unknown ids come", async () => {
    let at = now;
    const w = await world({ now: () => at });
    expect(await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at })}`)).toEqual([
      200,
      "",
    ]);
    for (let i = 0; i < 300; i++) {
      at += 100;
      await verdict(
        w,
        `Bearer ${await token(w.cloud.serviceUrl, { at, header: { kid: `forged-${i}` } })}`,
      );
    }
    expect(w.cloud.keysAsked).toBe(1);
    at += 31_000;
    await verdict(
      w,
      `Bearer ${await token(w.cloud.serviceUrl, { at, header: { kid: "forged" } })}`,
    );
    expect(w.cloud.keysAsked).toBe(2);
  });

  it("of a thousand unknown ids at once: one question to the issuer a minute, and no other call", async () => {
    let at = now;
    const w = await world({ now: () => at });
    const flood = async (name: string) => {
      // The signature is another header's. Nobody looks at it: the key is looked for before.
      const [, claims, signature] = (await token(w.cloud.serviceUrl, { at })).split(".");
      const tokens = Array.from({ length: 1_000 }, (_, i) => {
        const header = JSON.stringify({ alg: "RS256", kid: `${name}-${i}` });
        return [Buffer.from(header).toString("base64url"), claims, signature].join(".");
      });
      const verdicts = await Promise.all(tokens.map((one) => verdict(w, `Bearer ${one}`)));
      expect(new Set(verdicts.map(([status]) => status))).toEqual(new Set([401]));
    };
    // Before there is any key, when somebody real may be waiting for one; and when there are.
    await flood("cold");
    expect(w.cloud.keysAsked).toBe(1);
    at += 59_000;
    await flood("warm");
    expect(w.cloud.keysAsked).toBe(1);
    at += 2_000;
    await flood("later");
    expect(w.cloud.keysAsked).toBe(2);
    expect(w.core.gestures).toEqual([]);
    expect(w.cloud.calls.map(({ path }) => path)).toEqual(
      Array.from({ length: 2 }, () => ["/.well-known/openidconfiguration", "/keys"]).flat(),
    );
  });

  it("that are new are found as soon as a token names them", async () => {
    let at = now;
    const w = await world({ now: () => at });
    expect(await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at })}`)).toEqual([
      200,
      "",
    ]);
    w.cloud.keys = [publicKey("key-2")];
    at += 61_000;
    expect(
      await verdict(
        w,
        `Bearer ${await token(w.cloud.serviceUrl, { at, header: { kid: "key-2" } })}`,
      ),
    ).toEqual([200, ""]);
    expect((await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at })}`))[0]).toBe(401);
  });

  it("last for a day without their issuer, then nothing opens", async () => {
    let at = now;
    const w = await world({ now: () => at });
    expect(await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at })}`)).toEqual([
      200,
      "",
    ]);
    w.cloud.keysDown = true;
    at = now + 24 * 3_600_000 - 1_000;
    expect(await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at })}`)).toEqual([
      200,
      "",
    ]);
    at = now + 24 * 3_600_000 + 1_000;
    expect(await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at })}`)).toEqual([
      401,
      "unauthorized",
    ]);
    w.cloud.keysDown = false;
    at += 60_000;
    expect(await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at })}`)).toEqual([
      200,
      "",
    ]);
  });

  it("are never fetched in the clear, nor from where they are moved to", async () => {
    const w = await world({ now: () => now });
    w.cloud.scripts.set(
      "GET /.well-known/openidconfiguration",
      (response) => void response.writeHead(302, { location: `${w.cloud.url}/keys` }).end(),
    );
    expect((await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at: now })}`))[0]).toBe(
      401,
    );
    w.cloud.scripts.set(
      "GET /.well-known/openidconfiguration",
      (response) => void response.end(JSON.stringify({ jwks_uri: "http://keys.example/" })),
    );
    expect((await verdict(w, `Bearer ${await token(w.cloud.serviceUrl, { at: now })}`))[0]).toBe(
      401,
    );
    expect(w.cloud.keysAsked).toBe(0);
  });
});

describe("what is refused beside a valid token", () => {
  const nested = (depth: number) =>
    `{"type":"message","a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
  it.each([
    ["more than 256 KB", "x".repeat(256 * 1024 + 1), 413],
    ["far more", "x".repeat(5 * 1024 * 1024), 413],
    ["nothing", "", 400],
    ["no JSON", "{", 400],
    ["a list", "[]", 400],
    ["null", "null", 400],
    ["a text", '"message"', 400],
    ["no type", "{}", 400],
    ["a type that is no text", '{"type":{"$ne":1}}', 400],
    ["an empty type", '{"type":""}', 400],
    ["33 levels", nested(33), 400],
    ["128,000 levels", `${"[".repeat(64_000)}${"]".repeat(64_000)}`, 400],
    ["__proto__", '{"type":"message","__proto__":{"a":1}}', 400],
    ["constructor.prototype", '{"type":"message","a":{"constructor":{"prototype":1}}}', 400],
  ])("%s", async (_, body, status) => {
    const w = await world();
    const response = await w.post(body, `Bearer ${await token(w.cloud.serviceUrl)}`);
    expect([response.status, await response.text()]).toEqual([
      status,
      status === 413 ? "too large" : "bad request",
    ]);
    expect(w.core.gestures).toEqual([]);
    // The issuer's keys, for the token, and nothing else.
    expect(w.cloud.calls.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
  });

  it.each([
    ["cut off too, with its answer", true, 413],
    ["not read at all without a token", false, 401],
  ])("a body that says nothing of its length is %s", async (_, signed, status) => {
    const { url, cloud } = await world();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const header = signed ? `authorization: Bearer ${await token(cloud.serviceUrl)}\r\n` : "";
    socket.write(
      `POST /api/messages HTTP/1.1\r\nhost: a\r\n${header}transfer-encoding: chunked\r\n\r\n`,
    );
    const piece = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    for (let i = 0; i < 5; i++) socket.write(piece);
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (data) => resolve(data.toString())),
    );
    socket.destroy();
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
  });
});

describe("under fire", () => {
  it("a thousand unsigned tokens, each of another tenant, leave no trace", async () => {
    const w = await world({ now: () => now });
    await w.says("escalate");
    const before = [remembered.issuer.length, w.cloud.keysAsked];
    const body = JSON.stringify(w.activity({ text: "escalate" }));
    const exp = Math.floor(now / 1_000) + 3_600;
    const forge = async (i: number) => {
      const tid = `${String(i).padStart(8, "0")}-0000-4000-8000-000000000000`;
      const claims = {
        iss: i % 2 === 0 ? issuerName : `https://sts.windows.net/${tid}/`,
        aud: appId,
        exp,
        tid,
        ver: "2.0",
        serviceurl: w.cloud.serviceUrl,
      };
      const response = await w.post(
        body,
        `Bearer ${made({ alg: "RS256", kid: i % 3 === 0 ? "key-1" : `k${i}` }, claims)}`,
      );
      await response.arrayBuffer();
      return response.status;
    };
    for (let i = 0; i < 1_000; i += 50)
      expect(
        new Set(await Promise.all(Array.from({ length: 50 }, (_, j) => forge(i + j)))),
      ).toEqual(new Set([401]));
    expect([remembered.issuer.length, w.cloud.keysAsked]).toEqual(before);
    // Each is counted; the core says one line for all of them.
    expect(w.core.refusals.length).toBeGreaterThanOrEqual(1_000);
    expect(w.logged).toEqual([]);
    expect(w.core.gestures).toHaveLength(1);
  }, 60_000);

  it("what the SDK's own door would remember of them is seen to grow", async () => {
    const before = remembered.issuer.length;
    EmulatorValidation.isTokenFromEmulator(
      `Bearer ${made(rs256, { iss: issuerName, tid: "cccccccc-0000-4000-8000-000000000003" })}`,
    );
    expect(remembered.issuer.length).toBe(before + 4);
    remembered.issuer.splice(before);
  });
});

it("needs an app id and a password to begin with", () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const right = { appId, password: "x", type: "MultiTenant" as const };
  const opened = (...registrations: (typeof right)[]) =>
    teamsAdapter({ registrations, serviceHosts: [] }, new RecordingCore(), log);
  for (const wrong of [{ appId: "" }, { appId: " " }, { password: "" }])
    expect(() => opened(right, { ...right, ...wrong })).toThrow("an app id and a password");
  expect(() => opened()).toThrow("a registration");
});
