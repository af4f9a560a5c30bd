import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TeamsDouble } from "../../playground/teams.ts";
import { ANA, APP, type Bot, connector, startBot, startDouble, TENANT } from "./teams-bot.ts";

let teams: TeamsDouble;
let bot: Bot;

beforeEach(async () => {
  teams = await startDouble();
  bot = await startBot(teams);
});
afterEach(async () => {
  await teams.stop();
  await bot.stop();
});

const seconds = (more: number): number => Math.floor(Date.now() / 1_000) + more;
const hello = (): string => JSON.stringify(teams.activity(ANA, { text: "hi" }));
type Forged = Parameters<TeamsDouble["sign"]>[0];

test("the environment names the app, all eight cloud settings and the connector's host", () => {
  const env = teams.env();
  expect(env).toMatchObject({
    MicrosoftAppId: APP,
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppTenantId: TENANT,
    ValidateAuthority: "false",
  });
  expect(Object.keys(env)).toHaveLength(13);
  expect(new URL(teams.serviceUrl).host).toBe(env["HANDRAIL_TEAMS_SERVICE_HOSTS"]);
  expect(teams.serviceUrl).toMatch(/\/$/);
});

test("a token as Teams sends it is good; the same one twice is too", async () => {
  for (let n = 0; n < 2; n += 1)
    expect(await teams.sendRaw({ headers: teams.sign(), body: hello() })).toMatchObject({
      status: 200,
    });
  expect(teams.sign()).toEqual(teams.sign());
  expect(bot.got).toHaveLength(2);
});

test.each<readonly [string, Forged]>([
  ["another bot's audience", { claims: { aud: "44444444-0000-4000-8000-000000000004" } }],
  ["no audience", { claims: { aud: undefined } }],
  ["another issuer", { claims: { iss: "https://api.example.test" } }],
  ["an expired one", { claims: { exp: seconds(-301) } }],
  ["another connector's serviceurl", { claims: { serviceurl: "https://smba.example.test/" } }],
  ["no serviceurl", { claims: { serviceurl: undefined } }],
  ["a key that is not endorsed for Teams", { by: "unendorsed" }],
  ["a key that nobody published", { by: "stranger" }],
  ["Entra's key", { by: "entra" }],
  ["an unknown kid", { header: { kid: "nobody" } }],
])("the SDK refuses %s with 401", async (_, forged) => {
  expect(await teams.sendRaw({ headers: teams.sign(forged), body: hello() })).toMatchObject({
    status: 401,
  });
  expect(bot.got).toEqual([]);
});

test("a stranger's signature under a published kid is refused too, and no token at all", async () => {
  const { kid } = JSON.parse(atob(teams.sign()["authorization"]?.slice(7).split(".")[0] ?? "")) as {
    kid: string;
  };
  const { status } = await teams.sendRaw({
    headers: teams.sign({ by: "stranger", header: { kid } }),
    body: hello(),
  });
  // The SDK's own mistake: it lets the library's error through.
  expect(status).toBe(500);
  const { authorization: _, ...bare } = teams.sign();
  expect(await teams.sendRaw({ headers: bare, body: hello() })).toMatchObject({ status: 401 });
  expect(bot.got).toEqual([]);
});

test("keys rotate: the new one is published first, the old ones stay unless dropped", async () => {
  const env = teams.env();
  const kids = async (): Promise<string[]> => {
    const metadata = (await (
      await fetch(env["ToBotFromChannelOpenIdMetadataUrl"] ?? "")
    ).json()) as { jwks_uri: string };
    const { keys } = (await (await fetch(metadata.jwks_uri)).json()) as {
      keys: { kid: string; endorsements: string[] }[];
    };
    return keys.flatMap((key) => (key.endorsements.includes("msteams") ? [key.kid] : []));
  };
  const [first] = await kids();
  const old = teams.sign();
  await teams.rotateKeys();
  expect(await kids()).toEqual([expect.not.stringMatching(`^${first}$`), first]);
  expect(teams.sign()).not.toEqual(old);
  expect(await teams.sendRaw({ headers: teams.sign(), body: hello() })).toMatchObject({
    status: 200,
  });
  await teams.rotateKeys({ drop: true });
  expect(await kids()).toHaveLength(1);
  const emulator = (await (
    await fetch(env["ToBotFromEmulatorOpenIdMetadataUrl"] ?? "")
  ).json()) as { jwks_uri: string };
  expect(await (await fetch(emulator.jwks_uri)).json()).toMatchObject({ keys: [{ kty: "RSA" }] });
});

test.each<readonly [string, Record<string, string>, number, string]>([
  ["another secret", { client_secret: "x" }, 401, "invalid_client"],
  ["another app", { client_id: "x" }, 400, "unauthorized_client"],
  ["another scope", { scope: "https://graph.example.test/.default" }, 400, "invalid_scope"],
  ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
])("the token endpoint refuses %s", async (_, change, status, error) => {
  const env = teams.env();
  const good = {
    grant_type: "client_credentials",
    client_id: APP,
    client_secret: env["MicrosoftAppPassword"] ?? "",
    scope: `${env["ToChannelFromBotOAuthScope"]}/.default`,
  };
  const ask = (form: Record<string, string>) =>
    fetch(`${env["ToChannelFromBotLoginUrl"]}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
  expect((await ask(good)).status).toBe(200);
  const answer = await ask({ ...good, ...change });
  expect([answer.status, await answer.json()]).toEqual([
    status,
    expect.objectContaining({ error }),
  ]);
  expect(teams.calls("token").map((call) => call.answer)).toEqual(["ok", error]);
  expect(JSON.stringify(teams.calls("token"))).not.toContain(env["MicrosoftAppPassword"]);
});

test("a token of the app's lasts an hour", async () => {
  const call = await connector(teams);
  const ask = async (): Promise<number> => (await call("POST", "conversations", {})).status;
  const began = Date.now();
  const clock = vi.spyOn(Date, "now");
  try {
    clock.mockReturnValue(began + 3_590_000);
    expect(await ask()).toBe(400);
    clock.mockReturnValue(began + 3_600_000);
    expect(await ask()).toBe(401);
  } finally {
    clock.mockRestore();
  }
});

test("the connector takes only tokens that were issued here and not revoked since", async () => {
  bot.turn = (context) => context.sendActivity("hello");
  await teams.types(ANA, "hi");
  teams.revokeTokens();
  expect(await teams.types(ANA, "hi")).toMatchObject({ status: 500 });
  expect(teams.calls().at(-1)?.answer).toBe("http_401");
  const url = `${teams.serviceUrl}v3/conversations`;
  for (const authorization of ["", "Bearer x", teams.sign()["authorization"] ?? ""])
    expect(
      (await fetch(url, { method: "POST", headers: { authorization }, body: "{}" })).status,
    ).toBe(401);
  expect((await fetch(`${teams.serviceUrl}v3/nothing`)).status).toBe(404);
});
