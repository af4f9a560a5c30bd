import { createHmac } from "node:crypto";

/**
 * Slack's request signature, version 0 (docs/platforms.md S9).
 * @param timestamp seconds since the epoch
 */
export function signatureHeaders(
  body: string,
  secret: string,
  timestamp: number,
): Record<string, string> {
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": String(timestamp), "x-slack-signature": `v0=${digest}` };
}
