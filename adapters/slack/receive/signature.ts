import type { IncomingHttpHeaders } from "node:http";
import { verifySignature } from "../sdk.ts";

const window = 300;

/** Whether Slack signed this body for one of the secrets, within five minutes in both directions (S9: Bolt accepts the future). */
export function isSigned(
  raw: string,
  headers: IncomingHttpHeaders,
  secrets: readonly string[],
  now: number,
): boolean {
  const timestamp = headers["x-slack-request-timestamp"];
  if (typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Number(timestamp) > Math.floor(now / 1_000) + window) return false;
  return secrets.some((secret) => {
    try {
      verifySignature(secret, raw, headers, now);
      return true;
    } catch {
      return false;
    }
  });
}
