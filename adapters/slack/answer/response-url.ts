import { type Answered, call } from "../../../src/platform/call.ts";
import type { Failed } from "../../../src/platform/errors.ts";
import { classify } from "../deliver/errors.ts";
import { timeouts } from "../config.ts";

/*
 * A `response_url` is a bearer secret that comes in a request (docs/platforms.md S3): it is never
 * logged, and only Slack's own host, or that of the configured Web API, is ever called with it.
 */

const slackHooks = "https://hooks.slack.com";

/**
 * The address to call, or `undefined` when it does not lead to Slack. Compared after parsing, and
 * the parsed one is called.
 */
export function allowedResponseUrl(url: string, apiUrl: string): URL | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || address.username !== "" || address.password !== "") return undefined;
  return address.origin === slackHooks || address.origin === new URL(apiUrl).origin
    ? address
    : undefined;
}

/**
 * Posts to a `response_url`: a further private answer, or, with `replace`, the private message that
 * the button stood on, anew (docs.slack.dev/messaging/modifying-messages: it updates the message
 * "regardless of whether it was an ephemeral message or not"; a command's own answer has no button
 * behind it and is never replaced, bolt-js 2287). Each press brings an address of its own, good for
 * 5 uses in 30 minutes (docs/platforms.md S3). Never throws; 3 s at most, no redirects.
 */
export async function respond(
  url: string,
  message: object,
  replace: boolean,
  apiUrl: string,
): Promise<Failed | undefined> {
  const address = allowedResponseUrl(url, apiUrl);
  if (address === undefined) return { outcome: "gone", code: "response_url_host" };
  try {
    const answered = await call(address.href, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: replace, ...message }),
      signal: AbortSignal.timeout(timeouts.response),
    });
    return outcomeOf(answered);
  } catch (error) {
    return classify(error);
  }
}

/** `undefined` when it was taken. Used up (5 times) or over (30 minutes), it is gone for good. */
function outcomeOf({ ok, status, headers }: Answered): Failed | undefined {
  if (ok) return undefined;
  if (status === 429)
    return {
      outcome: "throttled",
      retryAfter: (Number.parseInt(headers["retry-after"] ?? "", 10) || 1) * 1_000,
    };
  return { outcome: status >= 500 ? "unsure" : "gone", code: `response_url_${status}` };
}
