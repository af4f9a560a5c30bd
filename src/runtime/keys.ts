import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";

/** Encryption keys, newest first; older ones only open what they once sealed. */
export type Keys = readonly { readonly kid: string; readonly key: Uint8Array }[];

/**
 * Seals texts as JWE (dir, A256GCM). `place` is the row a text belongs to ("acme/request_words/…"): it is part of what
 * the seal authenticates, so a sealed text moved to another row does not open.
 */
export interface Vault {
  seal(place: string, text: string): Promise<string>;
  /** @throws when the key is gone, the text was altered, or it was sealed for another place. */
  open(place: string, sealed: string): Promise<string>;
  /** False: an older key sealed it, which cannot be taken away yet. */
  isNewest(sealed: string): boolean;
}

export function openVault(keys: Keys): Vault {
  const newest = keys[0];
  if (newest === undefined) throw new Error("no encryption key");
  return {
    seal: (place, text) =>
      new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: newest.kid, place })
        .encrypt(newest.key),
    async open(place, sealed) {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, (header) => {
        const known = keys.find((k) => k.kid === header.kid);
        if (known === undefined) throw new Error("sealed with a key that is not here");
        return known.key;
      });
      if (protectedHeader["place"] !== place) throw new Error("sealed for another place");
      return new TextDecoder().decode(plaintext);
    },
    isNewest: (sealed) => decodeProtectedHeader(sealed).kid === newest.kid,
  };
}

/**
 * The embedded database's own key, made once and kept beside it, readable by its owner only.
 * @throws when the file is damaged: what was sealed would not open, and a new key must not hide that.
 */
export function keysBeside(folder: string): Keys {
  const file = `${folder}/handrail.keys`;
  if (!existsSync(file)) {
    // Whole or not at all: a start that is killed here must not leave half a key behind.
    writeFileSync(`${file}.new`, `k1:${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  chmodSync(file, 0o600);
  const keys = readFileSync(file, "utf8")
    .trim()
    .split(",")
    .map((entry) => {
      const [kid = "", key = ""] = entry.split(":");
      return { kid, key: Buffer.from(key, "base64") };
    });
  if (keys.some(({ kid, key }) => kid === "" || key.length !== 32)) throw new Error(`${file} does not hold keys of 32 bytes`);
  return keys;
}
