import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";

/*
 * Ids (UUIDs) under AES-256-GCM, with a vector made of what is sealed and where: the same id in the
 * same context is the same text, and in another context another one.
 */

/** Vector, id, tag. */
const [vector, whole, tag] = [12, 16, 16] as const;
const shape = /^[\w-]{59}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Not the key itself: it seals texts too. */
const keysOf = (key: Uint8Array) => {
  const derive = (use: string) => createHmac("sha256", key).update(`blind ids: ${use}`).digest();
  return { seal: derive("seal"), vector: derive("vector") };
};

export function blind(key: Uint8Array, context: string, id: string): string {
  if (!uuid.test(id)) return id;
  const keys = keysOf(key);
  const iv = createHmac("sha256", keys.vector)
    .update(JSON.stringify([context, id]))
    .digest()
    .subarray(0, vector);
  const cipher = createCipheriv("aes-256-gcm", keys.seal, iv);
  const sealed = cipher.update(Buffer.from(id.replaceAll("-", ""), "hex"));
  return Buffer.concat([iv, sealed, cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

export function unblind(key: Uint8Array, text: string): string | undefined {
  if (!shape.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keysOf(key).seal, bytes.subarray(0, vector), {
    authTagLength: tag,
  });
  decipher.setAuthTag(bytes.subarray(vector + whole));
  try {
    const hex = Buffer.concat([
      decipher.update(bytes.subarray(vector, vector + whole)),
      decipher.final(),
    ]).toString("hex");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20),
    ].join("-");
  } catch {
    return undefined;
  }
}
