import type { Settings } from "./settings.ts";
import type { EncryptionKey } from "./types.ts";

const make = `Make one with: node -e 'console.log("k1:" + crypto.randomBytes(32).toString("base64"))'`;

/** `HANDRAIL_KEYS`: `kid:base64,…`, 32 bytes each, newest first. */
export function readKeys(settings: Settings, required: boolean): EncryptionKey[] {
  const written = settings.secret("HANDRAIL_KEYS");
  if (written === undefined) {
    if (required && !settings.given("HANDRAIL_KEYS"))
      settings.problem("HANDRAIL_KEYS", "is required with DATABASE_URL", make);
    return [];
  }
  const keys: EncryptionKey[] = [];
  written.split(",").forEach((part, at) => {
    const key = parseKey(part.trim());
    // The position and never the value: it is a secret even when it is wrong.
    if (typeof key === "string") settings.problem("HANDRAIL_KEYS", `key ${at + 1} ${key}`, make);
    else if (keys.some(({ kid }) => kid === key.kid)) {
      settings.problem(
        "HANDRAIL_KEYS",
        `key ${at + 1} has the same id as one before it`,
        "Give each key an id of its own, the newest first.",
      );
    } else keys.push(key);
  });
  return keys;
}

function parseKey(written: string): EncryptionKey | string {
  const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+)(={0,2})$/.exec(written);
  if (match === null) return "is not written as kid:base64";
  const [, kid = "", base64 = ""] = match;
  const key = new Uint8Array(Buffer.from(base64, "base64"));
  return key.length === 32 ? { kid, key } : `is ${key.length} bytes long, not 32`;
}
