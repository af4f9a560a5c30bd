import { createHmac, randomBytes } from "node:crypto";
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
import { blind, unblind } from "./blind-ids.ts";
import { beginningOf, headerOf, importKey, open, seal } from "./jwe.ts";

/** Encryption keys, newest first; older ones only open what they once sealed. */
export type Keys = readonly { readonly kid: string; readonly key: Uint8Array }[];

/**
 * Seals texts as JWE (`jwe.ts`). `place` is the row that a text belongs to, such as
 * "acme/request_words/…". It is authenticated with the text, so the text opens in that row only.
 */
export interface Vault {
  seal(place: string, text: string): Promise<string>;
  /**
   * `undefined`: the key is gone, the text was altered, or it was sealed for another place. It is a
   * value and not an error, so that no reader of many rows fails for one of them.
   */
  open(place: string, sealed: string): Promise<string | undefined>;
  /** The same text and place under the newest key. `undefined`: it does not open. */
  sealAnew(sealed: string): Promise<string | undefined>;
  /** An id as it may stand in a payload: it differs from context to context, and says nothing. */
  blind(context: string, id: string): string;
  /** `undefined`: it is no blinded id, or its key is gone. */
  unblind(text: string): string | undefined;
  /**
   * A text as a mark, under each key, the newest first: the same text in the same context has the
   * same mark, and nobody without the keys can try texts. Begins with its key's name and a dot.
   */
  marks(context: string, text: string): readonly [string, ...string[]];
  /** How each text begins that the newest key sealed. */
  readonly newest: string;
}

export function openVault(keys: Keys): Vault {
  const raw = new Map(keys.map(({ kid, key }) => [kid, key]));
  const imported = new Map<string, ReturnType<typeof importKey>>();
  const [first] = keys;
  if (first === undefined) throw new Error("no encryption key");
  const { kid: newest, key: newestKey } = first;

  function keyOf(kid: string): ReturnType<typeof importKey> {
    const key = raw.get(kid);
    if (key === undefined) throw new Error("sealed with a key that is not here");
    const known = imported.get(kid) ?? importKey(key);
    imported.set(kid, known);
    return known;
  }

  /** @throws if the key is gone or the text was altered */
  async function opened(
    sealed: string,
  ): Promise<{ readonly place: string; readonly text: string }> {
    const { kid, place } = headerOf(sealed);
    return { place, text: await open(await keyOf(kid), sealed) };
  }

  return {
    async seal(place, text) {
      return seal(await keyOf(newest), { kid: newest, place }, text);
    },
    async open(place, sealed) {
      const found = await opened(sealed).catch(() => undefined);
      return found?.place === place ? found.text : undefined;
    },
    async sealAnew(sealed) {
      const found = await opened(sealed).catch(() => undefined);
      return found && seal(await keyOf(newest), { kid: newest, place: found.place }, found.text);
    },
    blind: (context, id) => blind(newestKey, context, id),
    unblind(text) {
      for (const { key } of keys) {
        const id = unblind(key, text);
        if (id !== undefined) return id;
      }
      return undefined;
    },
    marks(context, text) {
      const of = ({ kid, key }: Keys[number]) => `${kid}.${mark(key, context, text)}`;
      return [of(first), ...keys.slice(1).map(of)];
    },
    newest: beginningOf(newest),
  };
}

/** A key of its own for each context: the key itself seals texts too. */
function mark(key: Uint8Array, context: string, text: string): string {
  const own = createHmac("sha256", key).update(`marks: ${context}`).digest();
  return createHmac("sha256", own).update(text).digest("base64url");
}

/**
 * The embedded database's own key, made once and kept beside it, readable by its owner only.
 * @throws {Misfit} if the file is damaged: a new key would not open what is sealed
 */
export function keysBeside(folder: string): Keys {
  const file = `${folder}/handrail.keys`;
  if (!existsSync(file)) {
    // The file gets its name only when it is complete. So one of two first starts at once wins.
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
