import { accepted, type AppLink } from "./app-link.ts";
import type { Payloads } from "./payloads.ts";
import type { Json, Sent } from "./types.ts";

/**
 * When an event that was not taken is sent again: at once, after a minute, after five
 * (docs/platforms.md S6).
 */
const REDELIVERIES = [0, 60_000, 300_000];

/**
 * Sends an event, an inner one or a whole `event_callback`. With `retries` it is sent again, as
 * Slack does, until it is taken or the app asks for no more.
 * @returns the last answer, and how often it was sent
 */
export async function sendEvent(
  link: AppLink,
  payloads: Payloads,
  payload: Json,
  wait: (ms: number) => Promise<void>,
  retries: boolean,
): Promise<Sent> {
  const whole =
    payload["type"] === "event_callback" || payload["type"] === "url_verification"
      ? payload
      : payloads.event(payload);
  let sent = await link.event(whole);
  let attempts = 1;
  for (const pause of retries ? REDELIVERIES : []) {
    if (accepted(sent) || sent.headers["x-slack-no-retry"] === "1") break;
    await wait(pause);
    sent = await link.event(whole, { attempt: attempts, reason: sent.failure ?? "http_error" });
    attempts += 1;
  }
  return { ...sent, attempts };
}
