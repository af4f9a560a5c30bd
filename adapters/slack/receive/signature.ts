import type { IncomingHttpHeaders } from "node:http";
import { verifySlackRequest } from "../sdk.ts";

/** In seconds. */
const window = 300;

/** Why a body is not taken as Slack's. `clock`: it is signed rightly, and too old or too new. */
export type Unsigned = "signature_missing" | "signature" | "clock";

/**
 * Why Slack did not sign this body with one of the secrets, within five minutes in both directions;
 * `undefined` if it did. Bolt's own check accepts any time in the future.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @param now milliseconds since the epoch
 */
export function whyUnsigned(
  raw: string,
  headers: IncomingHttpHeaders,
  secrets: readonly string[],
  now: number,
): Unsigned | undefined {
  const signature = headers["x-slack-signature"];
  const timestamp = headers["x-slack-request-timestamp"];
  if (typeof signature !== "string" || typeof timestamp !== "string") return "signature_missing";
  if (!/^\d{1,12}$/.test(timestamp)) return "signature";
  const isSigned = secrets.some((signingSecret) => {
    try {
      verifySlackRequest({
        signingSecret,
        body: raw,
        headers: {
          "x-slack-signature": signature,
          "x-slack-request-timestamp": Number(timestamp),
        },
        // Its own time: how far that is from ours is another question.
        nowMilliseconds: Number(timestamp) * 1_000,
      });
      return true;
    } catch {
      return false;
    }
  });
  if (!isSigned) return "signature";
  const off = Number(timestamp) - Math.floor(now / 1_000);
  return Math.abs(off) > window ? "clock" : undefined;
}
