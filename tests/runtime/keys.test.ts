import { randomBytes } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keysBeside, openVault } from "../../src/runtime/keys.ts";
import { freshFolder } from "../world/migrated.ts";

/* RELIABILITY 32. What is sealed names its key and its place. */

const old = { kid: "old", key: randomBytes(32) };
const young = { kid: "young", key: randomBytes(32) };
const place = "acme/request_words/1";

test("what is sealed opens in its place, and shows nothing of what it says", async () => {
  const vault = openVault([old]);
  const sealed = await vault.seal(place, "shouting: ¡ya! 🙂");
  expect(await vault.open(place, sealed)).toBe("shouting: ¡ya! 🙂");
  expect(sealed).not.toContain(Buffer.from("shouting").toString("base64url").slice(0, 10));
  expect(await vault.seal(place, "same")).not.toBe(await vault.seal(place, "same"));
});

test("moved to another row it does not open", async () => {
  const vault = openVault([old]);
  const sealed = await vault.seal(place, "words");
  await expect(vault.open("acme/request_words/2", sealed)).rejects.toThrow("another place");
  await expect(vault.open("rival/request_words/1", sealed)).rejects.toThrow("another place");
  // Its place is part of what the seal authenticates: writing another one into it breaks it.
  const header = JSON.parse(
    Buffer.from(sealed.split(".")[0] ?? "", "base64url").toString(),
  ) as object;
  const moved = [
    Buffer.from(JSON.stringify({ ...header, place: "acme/request_words/2" })).toString("base64url"),
    ...sealed.split(".").slice(1),
  ].join(".");
  await expect(vault.open("acme/request_words/2", moved)).rejects.toThrow();
});

test("altered anywhere it does not open", async () => {
  const vault = openVault([old]);
  const sealed = await vault.seal(place, "words");
  for (const at of [2, 3, 4]) {
    const parts = sealed.split(".");
    const bytes = Buffer.from(parts[at] ?? "", "base64url");
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    parts[at] = bytes.toString("base64url");
    await expect(vault.open(place, parts.join("."))).rejects.toThrow();
  }
  await expect(vault.open(place, "no seal at all")).rejects.toThrow();
});

test("an old key opens what it sealed, the newest seals; without the old one nothing of it opens", async () => {
  const before = await openVault([old]).seal(place, "before");
  const rotating = openVault([young, old]);
  expect(await rotating.open(place, before)).toBe("before");
  const after = await rotating.seal(place, "after");
  expect(await openVault([young]).open(place, after)).toBe("after");
  await expect(openVault([young]).open(place, before)).rejects.toThrow("not here");
  await expect(openVault([{ kid: "old", key: young.key }]).open(place, before)).rejects.toThrow();
  expect(() => openVault([])).toThrow("no encryption key");
});

test("what an older key sealed is told from what the newest did; what is damaged is no reason to take a key away", async () => {
  const rotating = openVault([young, old]);
  const before = await openVault([old]).seal(place, "before");
  const after = await rotating.seal(place, "after");
  expect([after, before, "no seal at all"].map((sealed) => rotating.isNewest(sealed))).toEqual([
    true,
    false,
    false,
  ]);
});

test("the embedded database's key is made once, whole, and its owner's alone", async () => {
  const folder = freshFolder();
  const [made] = keysBeside(folder);
  expect(made?.key).toHaveLength(32);
  expect(keysBeside(folder)).toEqual([made]);
  expect(statSync(`${folder}/handrail.keys`).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["handrail.keys"]);
  // A copy that came back with rights for everybody.
  chmodSync(`${folder}/handrail.keys`, 0o644);
  keysBeside(folder);
  expect(statSync(`${folder}/handrail.keys`).mode & 0o777).toBe(0o600);
  // A second key, newest first, as an operator rotates it.
  writeFileSync(
    `${folder}/handrail.keys`,
    `k2:${randomBytes(32).toString("base64")},${readFileSync(`${folder}/handrail.keys`, "utf8").trim()}\n`,
  );
  expect(keysBeside(folder).map(({ kid }) => kid)).toEqual(["k2", "k1"]);
  const whole = randomBytes(32).toString("base64");
  for (const damaged of ["", "k1:AAAA", ":", `:${whole}`, "k1", `k2:${whole},k1:AAAA`]) {
    writeFileSync(`${folder}/handrail.keys`, damaged);
    expect(() => keysBeside(folder)).toThrow("32 bytes");
  }
});
