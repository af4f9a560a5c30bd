import { type CryptoKey, importJWK } from "jose";
import { listAt } from "./lists.ts";
import { type Body, parseJson, textAt } from "../../../src/platform/json.ts";
import { channel, type Log, timeouts } from "../config.ts";
import { maySendSecrets } from "../connector/service-url.ts";

/** Older keys open nothing any more (RELIABILITY 23). */
const lasting = 24 * 3_600_000;
/** Looked for again, beside the requests, when older than this. */
const fresh = 3_600_000;
/** However many unknown key ids come, the issuer is asked no more often than this. */
const pause = 60_000;
/** While there is no key at all: somebody real may be waiting. */
const pauseWhenEmpty = 5_000;

interface Keys {
  readonly read: number;
  readonly byId: ReadonlyMap<string, CryptoKey>;
}

/** The keys with which the Bot Framework signs for Teams, from its OpenID metadata. */
export class KeySet {
  readonly #metadata: string;
  readonly #now: () => number;
  readonly #log: Log;
  #keys: Keys | undefined;
  #asked = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  constructor(metadata: string, now: () => number, log: Log) {
    this.#metadata = metadata;
    this.#now = now;
    this.#log = log;
  }

  /** The key with this id, endorsed for Teams; `undefined` when there is none. */
  async find(kid: string): Promise<CryptoKey | undefined> {
    const known = this.#current()?.byId.get(kid);
    if (known !== undefined) {
      if (this.#now() - (this.#keys?.read ?? 0) > fresh) void this.refresh();
      return known;
    }
    await this.refresh();
    return this.#current()?.byId.get(kid);
  }

  /** Asks the issuer, unless it was asked just now. Never throws: what is there stays. */
  async refresh(): Promise<void> {
    if (this.#asking !== undefined) return this.#asking;
    if (this.#now() - this.#asked < (this.#current() === undefined ? pauseWhenEmpty : pause))
      return;
    this.#asked = this.#now();
    this.#asking = this.#read()
      .then((keys) => {
        this.#keys = keys;
      })
      .catch(() =>
        this.#log.warn(
          { platform: "teams", code: "keys_unreadable" },
          "signing keys could not be read",
        ),
      )
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }

  #current(): Keys | undefined {
    return this.#keys !== undefined && this.#now() - this.#keys.read < lasting
      ? this.#keys
      : undefined;
  }

  async #read(): Promise<Keys> {
    const address = textAt(await readJson(this.#metadata), "jwks_uri") ?? "";
    const byId = new Map<string, CryptoKey>();
    for (const jwk of listAt(await readJson(address), "keys")) {
      const kid = textAt(jwk, "kid");
      // A key that is endorsed for nothing of ours is no key of ours (PLATFORMS 2.1).
      if (kid === undefined || jwk["kty"] !== "RSA" || !isEndorsed(jwk) || byId.has(kid)) continue;
      const key = await importJWK(
        { kty: "RSA", n: textAt(jwk, "n"), e: textAt(jwk, "e") },
        "RS256",
      ).catch(() => undefined);
      if (key !== undefined && !(key instanceof Uint8Array)) byId.set(kid, key);
    }
    if (byId.size === 0) throw new Error("no keys");
    return { read: this.#now(), byId };
  }
}

function isEndorsed(jwk: Body): boolean {
  const endorsements = jwk["endorsements"];
  return Array.isArray(endorsements) && endorsements.includes(channel);
}

async function readJson(url: string): Promise<Body | undefined> {
  if (!maySendSecrets(url)) throw new Error("keys come over https only");
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(timeouts.keys),
  });
  if (!response.ok) throw new Error("keys were refused");
  return parseJson(await response.text());
}
