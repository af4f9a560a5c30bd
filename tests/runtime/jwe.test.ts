import { createSecretKey } from "node:crypto";
import fc from "fast-check";
import { CompactEncrypt, compactDecrypt } from "jose";
import { expect, test } from "vitest";
import { type Header, readSealed, seal } from "../../src/runtime/jwe.ts";

/* What is sealed is a compact JWE (RFC 7516), as `jose` writes and reads it: texts that are stored by one open with the other. */

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** Any text that has a UTF-8: half a surrogate pair has none. */
const texts = fc.string({ unit: "grapheme", maxLength: 600 });
const headers: fc.Arbitrary<Header> = fc.record({ kid: texts, place: texts });
const header: Header = { kid: "own", place: "acme/check_in_answers/1/2026-11-27" };
const key = createSecretKey(new Uint8Array(32).fill(7));
const josed = (raw: Uint8Array, protectedHeader: object, text: string) =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader(protectedHeader as { alg: string; enc: string })
    .encrypt(raw);

test("jose opens what is sealed here, and reads the same header", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, headers, texts, async (raw, of, text) => {
      const { plaintext, protectedHeader } = await compactDecrypt(
        seal(createSecretKey(raw), of, text),
        raw,
      );
      expect(new TextDecoder().decode(plaintext)).toBe(text);
      expect(protectedHeader).toEqual({ alg: "dir", enc: "A256GCM", ...of });
    }),
  );
});

test("what jose sealed opens here, in whatever order its header says it", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, headers, texts, fc.boolean(), async (raw, of, text, turned) => {
      const [first, last] = turned
        ? [of, { enc: "A256GCM", alg: "dir" }]
        : [{ alg: "dir", enc: "A256GCM" }, of];
      const found = readSealed(await josed(raw, { ...first, ...last }, text));
      expect({
        kid: found.kid,
        place: found.place,
        text: found.open(createSecretKey(raw)),
      }).toEqual({ ...of, text });
    }),
  );
});

test("no character of it can be another, be more or be missing", () => {
  const sealed = seal(key, header, "two words");
  expect(readSealed(sealed).open(key)).toBe("two words");
  const opens = (text: string) => {
    try {
      return readSealed(text).open(key);
    } catch {
      return undefined;
    }
  };
  for (let at = 0; at < sealed.length; at++) {
    // Every other one: of the last of a part some stand for bits that nobody reads.
    for (const other of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. ") {
      const altered = sealed.slice(0, at) + other + sealed.slice(at + 1);
      if (altered !== sealed) expect([at, other, opens(altered)]).toEqual([at, other, undefined]);
    }
    for (const more of "A.=")
      expect([at, more, opens(sealed.slice(0, at) + more + sealed.slice(at))]).toEqual([
        at,
        more,
        undefined,
      ]);
    expect(opens(sealed.slice(0, at))).toBeUndefined();
    expect(opens(sealed.slice(0, at) + sealed.slice(at + 1))).toBeUndefined();
  }
  for (const more of ["A", "=", ".", ".AAAA", "\n"]) expect(opens(sealed + more)).toBeUndefined();
});

test("a tag that says less, another vector's length or another way of sealing is refused before anything is opened", async () => {
  const parts = seal(key, header, "words").split(".");
  const shortened = (part: number, to: number) =>
    parts
      .map((one, at) =>
        at === part ? Buffer.from(one, "base64url").subarray(0, to).toString("base64url") : one,
      )
      .join(".");
  // Node takes tags of four bytes where nobody says how long they are.
  for (const to of [0, 4, 8, 12, 15])
    expect(() => readSealed(shortened(4, to)).open(key)).toThrow("not a sealed text");
  for (const to of [0, 8, 11])
    expect(() => readSealed(shortened(2, to)).open(key)).toThrow("not a sealed text");
  const unknown = "not known here";
  const raw = new Uint8Array(32).fill(7);
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
    expect(() => readSealed([head, ...parts.slice(1)].join("."))).toThrow(unknown);
  }
  const bare = await josed(raw, { alg: "dir", enc: "A256GCM" }, "words");
  expect(() => readSealed(bare)).toThrow(unknown);
});

test("the same text is never sealed into the same one, and another key opens nothing", () => {
  const sealed = Array.from({ length: 500 }, () => seal(key, header, "same"));
  // Of the sealed words themselves two may be the same by chance: there are only so many of four bytes.
  for (const part of [2, 4])
    expect(new Set(sealed.map((one) => one.split(".")[part])).size).toBe(500);
  expect(() =>
    readSealed(sealed[0] ?? "").open(createSecretKey(new Uint8Array(32).fill(8))),
  ).toThrow();
});
