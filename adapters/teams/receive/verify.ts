import type { IncomingMessage } from "node:http";
import type { IncomingBody } from "../../../src/platform/adapter.ts";
import { at, type Body, parseJson, textAt } from "../../../src/platform/json.ts";
import { bodyLimit, channel } from "../config.ts";
import type { Bots } from "../bots.ts";
import { checkToken, type Expected } from "./token.ts";

/*
 * Our own check before the SDK. The SDK leaks memory on unsigned tokens, answers with its library's
 * words, and is archived. Only what Microsoft signed for this bot, this connector and Teams passes.
 */

export interface Refusal {
  readonly status: 400 | 401 | 403 | 413;
  /** For the count in our log; the answer's text is fixed. */
  readonly code: string;
}

export interface Verified {
  readonly activity: Body;
  /** In lower case, as everywhere with us. */
  readonly tenant: string;
  readonly serviceUrl: string;
}

export interface GateOptions extends Expected {
  readonly bots: Pick<Bots, "knows" | "serves">;
  readonly isServiceUrl: (url: string) => boolean;
}

/**
 * Size → token → shape → host → channel → tenant → registration. `undefined` if the caller closed. Of a body
 * without a valid token not a byte is read: the token is in the headers, and checking it may wait
 * for keys.
 */
export async function pass(
  request: IncomingMessage,
  body: IncomingBody,
  options: GateOptions,
): Promise<Verified | Refusal | undefined> {
  const tooLarge: Refusal = { status: 413, code: "too_large" };
  if (Number(request.headers["content-length"] ?? 0) > bodyLimit) return tooLarge;
  const token = await checkToken(request.headers.authorization, options);
  if ("refused" in token) return { status: 401, code: token.refused };
  body.verified();
  const raw = await body.read(bodyLimit);
  if (raw === "hung up") return undefined;
  if (raw === "too large") return tooLarge;
  const activity = parseJson(raw.toString("utf8"));
  if (activity === undefined || textAt(activity, "type") === undefined)
    return { status: 400, code: "no_activity" };
  const { serviceUrl } = token;
  if (activity["serviceUrl"] !== serviceUrl) return { status: 403, code: "serviceurl_differs" };
  if (!options.isServiceUrl(serviceUrl)) return { status: 403, code: "serviceurl_host" };
  if (activity["channelId"] !== channel) return { status: 403, code: "channel" };
  const tenant = tenantOf(activity);
  if (tenant === undefined) return { status: 403, code: "tenant" };
  // Microsoft signed it for one of our registrations, and it may speak for its own tenants only.
  if (!options.bots.serves(token.audience, tenant)) return { status: 403, code: "registration" };
  return { activity, tenant, serviceUrl };
}

/**
 * The tenant, if the activity names only one. An event about a team need not name it twice.
 */
function tenantOf(activity: Body): string | undefined {
  const named = textAt(activity, "channelData", "tenant", "id")?.toLowerCase();
  const conversations = at(activity, "conversation", "tenantId");
  const isEvent =
    activity["type"] === "conversationUpdate" || activity["type"] === "installationUpdate";
  if (conversations === undefined && isEvent) return named;
  return typeof conversations === "string" && conversations.toLowerCase() === named
    ? named
    : undefined;
}
