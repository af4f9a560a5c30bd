import type { IncomingHttpHeaders } from "node:http";
import { verifySlackRequest } from "../sdk.ts";

/** In seconds. */
const window = 300;

/**
 * Whether Slack signed this body with one of the secrets, within five minutes in both directions.
 * Bolt's own check accepts any time in the future.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @param now milliseconds since the epoch
 */
export function isSigned(
  raw: string,
  headers: IncomingHttpHeaders,
  secrets: readonly string[],
  now: number,
): boolean {
  const signature = headers["x-slack-signature"];
  const timestamp = headers["x-slack-request-timestamp"];
  if (typeof signature !== "string" || typeof timestamp !== "string") return false;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Number(timestamp) > Math.floor(now / 1_000) + window) return false;
  return secrets.some((signingSecret) => {
    try {
      verifySlackRequest({
        signingSecret,
        body: raw,
        headers: {
          "x-slack-signature": signature,
          "x-slack-request-timestamp": Number(timestamp),
        },
        nowMilliseconds: now,
      });
      return true;
    } catch {
      return false;
    }
  });
}
