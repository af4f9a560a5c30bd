import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { Misfit } from "./database/misfit.ts";
import { readSealed, seal } from "./jwe.ts";

/** Encryption keys, newest first; older ones only open what they once sealed. */
export type Keys = readonly { readonly kid: string; readonly key: Uint8Array }[];

/**
 * Seals texts as JWE (`jwe.ts`). `place` is the row a text belongs to ("acme/request_words/…"): it is part of what
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
  const known = new Map(keys.map(({ kid, key }) => [kid, createSecretKey(key)]));
  const newest = keys[0]?.kid;
  const keyOf = (kid: string | undefined): KeyObject => {
    const key = kid === undefined ? undefined : known.get(kid);
    if (key === undefined) throw new Error("sealed with a key that is not here");
    return key;
  };
  if (newest === undefined) throw new Error("no encryption key");
  return {
    seal: async (place, text) => seal(keyOf(newest), { kid: newest, place }, text),
    async open(place, sealed) {
      const found = readSealed(sealed);
      const text = found.open(keyOf(found.kid));
      if (found.place !== place) throw new Error("sealed for another place");
      return text;
    },
    isNewest(sealed) {
      try {
        return readSealed(sealed).kid === newest;
      } catch {
        // Not one of ours, or damaged: whoever wants to do something about it finds out by opening it.
        return false;
      }
    },
  };
}

/**
 * The embedded database's own key, made once and kept beside it, readable by its owner only.
 * @throws when the file is damaged: what was sealed would not open, and a new key must not hide that.
 */
export function keysBeside(folder: string): Keys {
  const file = `${folder}/handrail.keys`;
  if (!existsSync(file)) {
    // Whole or not at all, and one of two first starts at once: it gets its name when it is complete.
    const mine = `${file}.${process.pid}`;
    writeFileSync(mine, `k1:${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flush: true });
    try {
      linkSync(mine, file);
    } catch {
      // Another process was faster, or this disk has no links.
      if (!existsSync(file)) renameSync(mine, file);
    }
    rmSync(mine, { force: true });
  }
  chmodSync(file, 0o600);
  const keys = readFileSync(file, "utf8")
    .trim()
    .split(",")
    .map((entry) => {
      const [kid = "", key = ""] = entry.split(":");
      return { kid, key: Buffer.from(key, "base64") };
    });
  if (keys.some(({ kid, key }) => kid === "" || key.length !== 32))
    throw new Misfit(
      file,
      "does not hold keys of 32 bytes",
      "Put it back from a backup: what was sealed with it does not open without it.",
    );
  return keys;
}
