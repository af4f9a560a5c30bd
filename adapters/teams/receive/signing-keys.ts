import { createRemoteJWKSet, type CryptoKey, customFetch } from "jose";
import { type Body, parseJson, textAt } from "../../../src/platform/json.ts";
import { channel, type Log, timeouts } from "../config.ts";
import { maySendSecrets } from "../connector/service-url.ts";
import { listAt } from "./lists.ts";

/** Entra's keys name no channel. */
type KeyUse = "Teams" | "any use";

/* All in milliseconds. */
/** Older keys open nothing any more. */
const lasting = 24 * 3_600_000;
/** Older keys are fetched again, beside the request that used one. */
const fresh = 3_600_000;
/** However many unknown key ids come, the issuer is asked no more often than this. */
const pause = 60_000;
/** While there is no key at all: somebody real may be waiting. */
const pauseWhenEmpty = 5_000;

/**
 * The keys with which an issuer signs, from its OpenID metadata: of the Bot Framework's, those for
 * Teams.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 *
 * `jose` fetches, selects and imports them. It waits after a successful fetch only, and its keys
 * end when a fetch fails. So its own times are off, and `#fetch` keeps ours.
 */
export class SigningKeys {
  readonly #metadata: string;
  readonly #now: () => number;
  readonly #log: Log;
  readonly #use: KeyUse;
  readonly #set: ReturnType<typeof createRemoteJWKSet>;
  /** When the keys in use were read. */
  #read = Number.NEGATIVE_INFINITY;
  #asked = Number.NEGATIVE_INFINITY;

  constructor(metadata: string, now: () => number, log: Log, use: KeyUse = "Teams") {
    this.#use = use;
    this.#metadata = metadata;
    this.#now = now;
    this.#log = log;
    this.#set = createRemoteJWKSet(new URL(metadata), {
      cooldownDuration: 0,
      cacheMaxAge: Number.POSITIVE_INFINITY,
      timeoutDuration: timeouts.keys,
      [customFetch]: (_, { signal }) => this.#fetch(signal),
    });
  }

  /** Some keys are at hand, and young enough to be used. */
  isFilled(): boolean {
    return this.#age() < lasting;
  }

  /** The key with this id; `undefined` when there is none. */
  async find(kid: string): Promise<CryptoKey | undefined> {
    if (this.#age() >= lasting) await this.refresh();
    if (this.#age() >= lasting) return undefined;
    if (this.#age() > fresh) void this.refresh();
    return await this.#set({ alg: "RS256", kid }).catch(() => undefined);
  }

  /** Asks the issuer, unless it was asked just now. Never throws: the keys that are there stay. */
  async refresh(): Promise<void> {
    await this.#set.reload().catch(() => undefined);
  }

  #age(): number {
    return this.#now() - this.#read;
  }

  async #fetch(signal: AbortSignal): Promise<Response> {
    const now = this.#now();
    if (now - this.#asked < (this.#age() < lasting ? pause : pauseWhenEmpty))
      throw new Error("asked just now");
    this.#asked = now;
    try {
      const address = textAt(await readJson(this.#metadata, signal), "jwks_uri") ?? "";
      const keys = usable(listAt(await readJson(address, signal), "keys"), this.#use);
      if (keys.length === 0) throw new Error("no keys");
      this.#read = now;
      return Response.json({ keys });
    } catch (error) {
      const code = "keys_unreadable";
      this.#log.warn({ platform: "teams", code }, "signing keys could not be read");
      throw error;
    }
  }
}

/**
 * The keys for this use. The connector signs for other channels too: there only keys that are
 * endorsed for Teams count. Of several with one id the first counts.
 */
function usable(jwks: readonly Body[], use: KeyUse): Body[] {
  const byId = new Map<string, Body>();
  for (const jwk of jwks) {
    const [kid, n, e] = [textAt(jwk, "kid"), textAt(jwk, "n"), textAt(jwk, "e")];
    const endorsements = jwk["endorsements"];
    const isFor =
      use === "any use" || (Array.isArray(endorsements) && endorsements.includes(channel));
    if (kid === undefined || jwk["kty"] !== "RSA" || !isFor || byId.has(kid)) continue;
    byId.set(kid, { kty: "RSA", kid, n, e });
  }
  return [...byId.values()];
}

async function readJson(url: string, signal: AbortSignal): Promise<Body | undefined> {
  if (!maySendSecrets(url)) throw new Error("keys come over https only");
  const response = await fetch(url, { redirect: "error", signal });
  if (!response.ok) throw new Error("keys were refused");
  return parseJson(await response.text());
}
