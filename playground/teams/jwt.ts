import { type KeyObject, createHash, generateKeyPair, randomUUID, sign } from "node:crypto";
import { promisify } from "node:util";
import type { Json } from "../slack/types.ts";

/** A signing key under a name. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The public half as a JWK with `kid`, `x5t` and `use`, ready to publish. */
  readonly jwk: Json;
}

const generate = promisify(generateKeyPair);
const material = new Map<
  string,
  Promise<{ readonly privateKey: KeyObject; readonly publicKey: KeyObject }>
>();

/**
 * A fresh RSA key. With a `role`, one key that all doubles of this process share under different
 * ids. Making a key takes longer than starting the rest of a double.
 */
export async function newKey(role?: string): Promise<SigningKey> {
  const make = () => generate("rsa", { modulusLength: 2_048 });
  if (role !== undefined && !material.has(role)) material.set(role, make());
  const { privateKey, publicKey } = await ((role === undefined ? undefined : material.get(role)) ??
    make());
  const kid = createHash("sha256").update(randomUUID()).digest("base64url").slice(0, 27);
  const { kty, n, e } = publicKey.export({ format: "jwk" });
  return { kid, privateKey, jwk: { kty, use: "sig", kid, x5t: kid, n, e } };
}

/** RS256 by hand: a library would refuse to write the wrong tokens that tests need. */
export function signed(key: SigningKey, claims: Json, header: Json = {}): string {
  const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = part({ typ: "JWT", alg: "RS256", kid: key.kid, x5t: key.kid, ...header });
  const content = `${head}.${part(claims)}`;
  const signature = sign("RSA-SHA256", Buffer.from(content), key.privateKey);
  return `${content}.${signature.toString("base64url")}`;
}
