import type { CryptoKey } from "jose";
import type { Log } from "../config.ts";
import { SigningKeys } from "../receive/signing-keys.ts";

/** More tenants than this have no keys kept at once: the one asked for longest ago is forgotten. */
const most = 500;

/**
 * The keys with which Entra signs for each tenant.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-issuer
 */
export class TenantKeys {
  readonly #login: string;
  readonly #now: () => number;
  readonly #log: Log;
  readonly #sets = new Map<string, SigningKeys>();

  /** @param login the origin of Entra's addresses in this cloud */
  constructor(login: string, now: () => number, log: Log) {
    this.#login = login;
    this.#now = now;
    this.#log = log;
  }

  /** `undefined`: the tenant has no such key, or its keys cannot be read. */
  find(tenant: string, kid: string): Promise<CryptoKey | undefined> {
    const known = this.#sets.get(tenant);
    const metadata = `${this.#login}/${tenant}/v2.0/.well-known/openid-configuration`;
    const keys = known ?? new SigningKeys(metadata, this.#now, this.#log, "any use");
    this.#sets.delete(tenant);
    this.#sets.set(tenant, keys);
    for (const oldest of this.#sets.keys()) {
      if (this.#sets.size <= most) break;
      this.#sets.delete(oldest);
    }
    return keys.find(kid);
  }

  /** Whether any key of the tenant is at hand: without one, nothing can be said of a proof. */
  has(tenant: string): boolean {
    return this.#sets.get(tenant)?.isFilled() ?? false;
  }
}
