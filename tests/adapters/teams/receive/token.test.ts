import { expect, it } from "vitest";
import type { SigningKeys } from "../../../../adapters/teams/receive/signing-keys.ts";
import { checkToken } from "../../../../adapters/teams/receive/token.ts";
import { appId, foreign, issuerName, signing, token } from "../issuer.ts";

/*
 * Why a token is refused, as our log counts it; and that a forger who does not even know for whom
 * it should be never makes us ask for keys (how often a known one may: gate.test.ts).
 */

const now = Date.parse("2026-11-20T12:00:00Z");
const url = "https://smba.trafficmanager.net/emea/";

async function check(header: string | undefined) {
  let looked = 0;
  const find = async (kid: string) => {
    looked++;
    return kid === "key-1" ? signing.publicKey : undefined;
  };
  const keys: Pick<SigningKeys, "find"> = { find };
  const found = await checkToken(header, {
    bots: { knows: (audience) => audience === appId },
    issuer: issuerName,
    keys: keys as SigningKeys,
    now: () => now,
  });
  return { ...found, looked };
}

it("a right one vouches for its connector", async () =>
  expect(await check(`Bearer ${await token(url, { at: now })}`)).toEqual({
    serviceUrl: url,
    audience: appId,
    looked: 1,
  }));

it.each<[string, string, number, () => string | undefined | Promise<string>]>([
  ["no header", "no_token", 0, () => undefined],
  [
    "words before the scheme",
    "no_token",
    0,
    async () => `x Bearer ${await token(url, { at: now })}`,
  ],
  [
    "more than 8 KB",
    "no_token",
    0,
    async () => `Bearer ${await token(url, { at: now, claims: { more: "a".repeat(8_192) } })}`,
  ],
  [
    "an empty key id",
    "token_header",
    0,
    async () => `Bearer ${await token(url, { at: now, header: { kid: "" } })}`,
  ],
  [
    "another issuer",
    "token_claims",
    0,
    async () => `Bearer ${await token(url, { at: now, claims: { iss: "another" } })}`,
  ],
  [
    "another audience",
    "token_claims",
    0,
    async () => `Bearer ${await token(url, { at: now, claims: { aud: "another" } })}`,
  ],
  [
    "an unknown key",
    "token_key",
    1,
    async () => `Bearer ${await token(url, { at: now, header: { kid: "key-9" } })}`,
  ],
  [
    "another's signature",
    "token_invalid",
    1,
    async () => `Bearer ${await token(url, { at: now, key: foreign.privateKey })}`,
  ],
  [
    "an empty serviceurl",
    "token_serviceurl",
    1,
    async () => `Bearer ${await token("", { at: now })}`,
  ],
])("%s: %s", async (_, refused, looked, header) =>
  expect(await check(await header())).toEqual({ refused, looked }),
);
