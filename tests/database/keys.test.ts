import { randomBytes } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keysBeside, openVault } from "../../src/runtime/keys.ts";
import { freshFolder } from "../support/migrated.ts";

/* What is sealed names its key and its place. */

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
  expect(await vault.open("acme/request_words/2", sealed)).toBeUndefined();
  expect(await vault.open("rival/request_words/1", sealed)).toBeUndefined();
  // Its place is part of what the seal authenticates: writing another one into it breaks it.
  const header = JSON.parse(
    Buffer.from(sealed.split(".")[0] ?? "", "base64url").toString(),
  ) as object;
  const moved = [
    Buffer.from(JSON.stringify({ ...header, place: "acme/request_words/2" })).toString("base64url"),
    ...sealed.split(".").slice(1),
  ].join(".");
  expect(await vault.open("acme/request_words/2", moved)).toBeUndefined();
  expect(await vault.sealAnew(moved)).toBeUndefined();
});

test("altered anywhere it does not open", async () => {
  const vault = openVault([old]);
  const sealed = await vault.seal(place, "words");
  for (const at of [2, 3, 4]) {
    const parts = sealed.split(".");
    const bytes = Buffer.from(parts[at] ?? "", "base64url");
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    parts[at] = bytes.toString("base64url");
    expect(await vault.open(place, parts.join("."))).toBeUndefined();
    expect(await vault.sealAnew(parts.join("."))).toBeUndefined();
  }
  expect(await vault.open(place, "no seal at all")).toBeUndefined();
});

test("an old key opens what it sealed, the newest seals; without the old one nothing of it opens", async () => {
  const before = await openVault([old]).seal(place, "before");
  const rotating = openVault([young, old]);
  expect(await rotating.open(place, before)).toBe("before");
  const after = await rotating.seal(place, "after");
  expect(await openVault([young]).open(place, after)).toBe("after");
  expect(await openVault([young]).open(place, before)).toBeUndefined();
  expect(await openVault([{ kid: "old", key: young.key }]).open(place, before)).toBeUndefined();
  expect(() => openVault([])).toThrow("no encryption key");
});

test("sealed anew it opens with the newest key alone, in its own place only", async () => {
  const before = await openVault([old]).seal(place, "before");
  const after = await openVault([young, old]).sealAnew(before);
  expect(await openVault([young]).open(place, after ?? "")).toBe("before");
  expect(await openVault([young]).open("acme/request_words/2", after ?? "")).toBeUndefined();
  expect(await openVault([young]).sealAnew(before)).toBeUndefined();
});

test("what the newest key sealed is told by how it begins, whatever the names and places", async () => {
  const kids = ["k", "k1", "k10", "k2", "a longer name of a key", "old", "young"];
  for (const kid of kids) {
    const vault = openVault([{ kid, key: old.key }]);
    for (const other of kids)
      for (const where of ["", "a", "ab", "abc", place])
        expect(
          (await openVault([{ kid: other, key: old.key }]).seal(where, "x")).startsWith(
            vault.newest,
          ),
        ).toBe(other === kid);
  }
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
