import { expect, it, vi } from "vitest";
import { SigningKeys } from "../../../../adapters/teams/receive/signing-keys.ts";
import { Cloud, answer, listening, publicKey } from "../issuer.ts";

/*
 * How long keys last, when the issuer is asked again, and what is not taken for keys. How often:
 * gate.test.ts.
 */

const [second, hour] = [1_000, 3_600_000];

async function issuer() {
  const cloud = new Cloud();
  cloud.url = await listening((request, response) => cloud.handle(request, response));
  const clock = { at: Date.parse("2026-11-20T12:00:00Z") };
  const warned: object[] = [];
  const log = {
    info: () => undefined,
    warn: (facts: object) => void warned.push(facts),
    error: () => undefined,
  };
  const keys = new SigningKeys(`${cloud.url}/.well-known/openidconfiguration`, () => clock.at, log);
  return {
    cloud,
    clock,
    keys,
    warned,
    has: async (kid = "key-1") => (await keys.find(kid)) !== undefined,
  };
}

it("are asked for again after an hour, beside the request that found one", async () => {
  const { cloud, clock, has } = await issuer();
  expect([await has(), cloud.keysAsked]).toEqual([true, 1]);
  clock.at += hour;
  expect(await has()).toBe(true);
  // A question of ours would have reached the issuer before this one.
  await fetch(`${cloud.url}/anything`);
  expect(cloud.calls.filter(({ path }) => path.includes("/.well-known/"))).toHaveLength(1);
  clock.at += 1;
  expect(await has()).toBe(true);
  await vi.waitFor(() => expect(cloud.keysAsked).toBe(2));
});

it("open nothing any more after a day in which the issuer was silent", async () => {
  const { cloud, clock, has } = await issuer();
  await has();
  cloud.keysDown = true;
  clock.at += 24 * hour - 1;
  expect(await has()).toBe(true);
  clock.at += hour;
  expect(await has()).toBe(false);
});

it("while there are none, are asked for every five seconds: somebody real may be waiting", async () => {
  const { cloud, clock, has, warned } = await issuer();
  cloud.keysDown = true;
  expect(await has()).toBe(false);
  expect(warned).toEqual([{ platform: "teams", code: "keys_unreadable" }]);
  cloud.keysDown = false;
  clock.at += 5 * second - 1;
  expect(await has()).toBe(false);
  clock.at += 1;
  expect(await has()).toBe(true);
});

it.each<[string, (cloud: Cloud) => void]>([
  ["an answer without any", (cloud) => (cloud.keys = [])],
  [
    "an error that looks like them",
    (cloud) =>
      cloud.scripts.set("/keys", (response) =>
        answer(response, 500, { keys: [publicKey("key-2")] }),
      ),
  ],
  [
    "an address without https",
    (cloud) =>
      cloud.scripts.set("/.well-known/", (response) =>
        answer(response, 200, { jwks_uri: "http://keys.example/keys" }),
      ),
  ],
])("%s takes nothing away and brings nothing", async (_, becomes) => {
  const { cloud, clock, has } = await issuer();
  await has();
  becomes(cloud);
  clock.at += 61 * second;
  expect(await has("key-2")).toBe(false);
  expect(await has()).toBe(true);
});
