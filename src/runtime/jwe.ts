import { type CryptoKey, CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";

/*
 * Texts sealed as compact JWE (RFC 7516 section 7.1) with a shared key: `dir` and A256GCM (RFC 7518
 * sections 4.5 and 5.3).
 */

const algorithm = { alg: "dir", enc: "A256GCM" } as const;

/** Header, no encrypted key, 96 bits of vector, the text, 128 bits of tag; each in base64url. */
const shape = /^[\w-]+\.\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/;

/** In the clear, and authenticated with the text. */
export interface Header {
  readonly kid: string;
  readonly place: string;
}

/** @param key 32 bytes. @throws a `DataError` for a key of another length */
export function importKey(key: Uint8Array): Promise<CryptoKey> {
  const usages = ["encrypt", "decrypt"] as const;
  return crypto.subtle.importKey("raw", new Uint8Array(key), "AES-GCM", false, [...usages]);
}

export function seal(key: CryptoKey, { kid, place }: Header, text: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ ...algorithm, kid, place })
    .encrypt(key);
}

/** How each text begins that this key sealed: as much of the header as no place changes. */
export function beginningOf(kid: string): string {
  const whole = JSON.stringify({ ...algorithm, kid, place: "" });
  const fixed = Buffer.from(whole).subarray(0, whole.length - `"}`.length);
  // Three bytes are four letters: what is left over stands in a letter together with the place.
  return fixed.subarray(0, fixed.length - (fixed.length % 3)).toString("base64url");
}

/**
 * The header of a sealed text. It is not verified before the text is opened.
 * @throws if the text is not sealed in this way
 */
export function headerOf(jwe: string): Header {
  if (!shape.test(jwe)) throw new Error("not a sealed text");
  const { alg, enc, kid, place, ...more } = decodeProtectedHeader(jwe);
  const known = alg === algorithm.alg && enc === algorithm.enc && Object.keys(more).length === 0;
  if (!known || typeof kid !== "string" || typeof place !== "string")
    throw new Error("sealed in a way that is not known here");
  return { kid, place };
}

/** @throws if another key sealed it, or if it was altered */
export async function open(key: CryptoKey, jwe: string): Promise<string> {
  const { plaintext } = await compactDecrypt(jwe, key, {
    keyManagementAlgorithms: [algorithm.alg],
    contentEncryptionAlgorithms: [algorithm.enc],
  });
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(plaintext);
}
