import { createCipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { CompactEncrypt } from "jose";
import { expect, test } from "vitest";
import { type Header, headerOf, importKey, open, seal } from "../../src/runtime/jwe.ts";

/* What is sealed is a compact JWE (RFC 7516). What earlier versions sealed opens still. */

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** Any text that has a UTF-8: half a surrogate pair has none. */
const texts = fc.string({ unit: "grapheme", maxLength: 600 });
const headers: fc.Arbitrary<Header> = fc.record({ kid: texts, place: texts });
const header: Header = { kid: "own", place: "acme/check_in_answers/1/2026-11-27" };
const raw = new Uint8Array(32).fill(7);
const key = await importKey(raw);

/** As Handrail sealed before it used `jose`: RFC 7518 section 5.3 by Node's own cipher. */
function sealedEarlier(bytesOfKey: Uint8Array, { kid, place }: Header, text: string): string {
  const head = Buffer.from(JSON.stringify({ alg: "dir", enc: "A256GCM", kid, place }));
  const vector = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", bytesOfKey, vector, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(head.toString("base64url")));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [head, Buffer.alloc(0), vector, sealed, cipher.getAuthTag()];
  return parts.map((part) => part.toString("base64url")).join(".");
}

test("what is sealed opens, and its header says which key and which place", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, headers, texts, async (own, of, text) => {
      const sealed = await seal(await importKey(own), of, text);
      expect(headerOf(sealed)).toEqual(of);
      expect(await open(await importKey(own), sealed)).toBe(text);
    }),
  );
});

test("what earlier versions sealed opens", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, headers, texts, async (own, of, text) => {
      const sealed = sealedEarlier(own, of, text);
      expect(headerOf(sealed)).toEqual(of);
      expect(await open(await importKey(own), sealed)).toBe(text);
    }),
  );
  // Sealed by version 0.1.0, with 32 bytes of 7.
  const kept =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoib3duIiwicGxhY2UiOiJhY21lL3dvcmRzLzEifQ." +
    ".R3AUHXWcVXJdryN4.UEVlH9-1_N_mxw.6oG-G5qHNov9Sz3C2SESQg";
  expect(headerOf(kept)).toEqual({ kid: "own", place: "acme/words/1" });
  expect(await open(key, kept)).toBe("¡ya! 🙂");
});

test("altered anywhere it does not open, or opens to the same words", async () => {
  const sealed = await seal(key, header, "two words");
  const opens = async (text: string) => {
    try {
      headerOf(text);
      return await open(key, text);
    } catch {
      return undefined;
    }
  };
  let same = 0;
  for (let at = 0; at < sealed.length; at++) {
    for (const other of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. ") {
      const altered = sealed.slice(0, at) + other + sealed.slice(at + 1);
      if (altered === sealed) continue;
      const found = await opens(altered);
      if (found === undefined) continue;
      // The last character of the tag has four bits that mean nothing (22 × 6 bits for 128).
      expect([at, found]).toEqual([sealed.length - 1, "two words"]);
      same++;
    }
    for (const more of "A.=")
      expect(await opens(sealed.slice(0, at) + more + sealed.slice(at))).toBeUndefined();
    expect(await opens(sealed.slice(0, at))).toBeUndefined();
    expect(await opens(sealed.slice(0, at) + sealed.slice(at + 1))).toBeUndefined();
  }
  expect(same).toBeLessThan(16);
  for (const more of ["A", "=", ".", ".AAAA", "\n"])
    expect(await opens(sealed + more)).toBeUndefined();
});

test("a shorter tag, another vector's length or another way of sealing is refused", async () => {
  const parts = (await seal(key, header, "words")).split(".");
  const shortened = (part: number, to: number) =>
    parts
      .map((one, at) =>
        at === part ? Buffer.from(one, "base64url").subarray(0, to).toString("base64url") : one,
      )
      .join(".");
  for (const to of [0, 4, 8, 12, 15])
    expect(() => headerOf(shortened(4, to))).toThrow("not a sealed text");
  for (const to of [0, 8, 11])
    expect(() => headerOf(shortened(2, to))).toThrow("not a sealed text");
  const unknown = "not known here";
  for (const extra of [
    { alg: "none" },
    { enc: "A128GCM" },
    { zip: "DEF" },
    { crit: ["b64"] },
    { kid: 1 },
    { place: undefined },
  ]) {
    const head = Buffer.from(
      JSON.stringify({ alg: "dir", enc: "A256GCM", ...header, ...extra }),
    ).toString("base64url");
    expect(() => headerOf([head, ...parts.slice(1)].join("."))).toThrow(unknown);
  }
  const bare = await new CompactEncrypt(new Uint8Array(3))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(raw);
  expect(() => headerOf(bare)).toThrow(unknown);
});

test("the same text is sealed differently each time, and another key opens nothing", async () => {
  const sealed = await Promise.all(Array.from({ length: 500 }, () => seal(key, header, "same")));
  // Of the sealed words themselves two may be equal by chance: they are four bytes.
  for (const part of [2, 4])
    expect(new Set(sealed.map((one) => one.split(".")[part])).size).toBe(500);
  const other = await importKey(new Uint8Array(32).fill(8));
  await expect(open(other, sealed[0] ?? "")).rejects.toThrow();
  await expect(importKey(new Uint8Array(31))).rejects.toThrow();
});
