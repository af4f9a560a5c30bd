import http from "node:http";
import { call } from "../../src/platform/call.ts";
import { parseJson, textAt } from "../../src/platform/json.ts";
import { slackApiUrl, type SlackConfig } from "./config.ts";
import { isOfWorkspace } from "./workspace-faults.ts";
import { type Block, type HomeView, type WebClient, webApi } from "./sdk.ts";

/** For Slack's SDK, which would log error texts. They may hold what was sent. Our log has codes. */
export const silentLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => "error" as webApi.LogLevel,
};

/** Hears of what Slack refuses us by name, in each call: with the scope, where it wants one. */
export type Refused = (code: string, more: { readonly method: string }) => void;

/** @param timeout in milliseconds, for one call */
export function clientOptions(
  config: SlackConfig,
  timeout: number,
  refused?: Refused,
): webApi.WebClientOptions {
  return {
    slackApiUrl: config.apiUrl ?? slackApiUrl,
    // The row in `messages` is the retry. The SDK would retry in memory for half an hour.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    maxRequestConcurrency: 1_000,
    allowAbsoluteUrls: false,
    logger: silentLogger,
    fetch: refused === undefined ? fetchByCall : fetchAndTell(refused),
  };
}

/** What the SDK calls through, in place of `fetch`. It sends texts only, each with a timeout. */
const fetchByCall: webApi.FetchFunction = async (
  url,
  { method = "POST", headers = {}, body, signal } = {},
) => {
  if (typeof body !== "string" || signal === undefined) throw new Error("not a call of ours");
  const {
    status,
    ok,
    text,
    headers: answered,
  } = await call(url.toString(), { method, headers, body, signal });
  // Without `Retry-After` the SDK throws a nameless error. Slack's usual answer is one second.
  if (status === 429 && !/^\d+$/.test(answered["retry-after"] ?? "")) answered["retry-after"] = "1";
  return {
    ok,
    status,
    statusText: http.STATUS_CODES[status] ?? "",
    url: url.toString(),
    headers: {
      get: (name) => answered[name.toLowerCase()]?.toString() ?? null,
      entries: () =>
        Object.entries(answered).map(([name, value]) => [name, value?.toString() ?? ""]),
    },
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  };
};

function fetchAndTell(refused: Refused): webApi.FetchFunction {
  return async (url, options) => {
    const answer = await fetchByCall(url, options);
    const body = parseJson(await answer.text());
    const code = textAt(body, "error");
    if (code !== undefined && isOfWorkspace(code)) {
      const scope = code === "missing_scope" ? ` ${textAt(body, "needed") ?? ""}` : "";
      const method = new URL(url).pathname.split("/").at(-1) ?? "";
      refused(`${code}${scope}`.trimEnd().slice(0, 100), { method });
    }
    return answer;
  };
}

/** A Web API client without a token, that tries once and gives up after `timeout` milliseconds. */
export function webClient(config: SlackConfig, timeout: number, refused?: Refused): WebClient {
  return new webApi.WebClient(undefined, clientOptions(config, timeout, refused));
}

/**
 * The calls that we make with a workspace's token. All workspaces share one client, which is large:
 * it has a function for each of Slack's methods.
 */
export interface Calls {
  readonly apiCall: WebClient["apiCall"];
  readonly authTest: () => ReturnType<WebClient["auth"]["test"]>;
  readonly usersInfo: Call<WebClient["users"]["info"]>;
  readonly lookupByEmail: Call<WebClient["users"]["lookupByEmail"]>;
  readonly openConversation: Call<WebClient["conversations"]["open"]>;
  readonly openView: Call<WebClient["views"]["open"]>;
  readonly updateView: Call<WebClient["views"]["update"]>;
}
type Call<Method extends (options: never) => unknown> = (
  options: Parameters<Method>[0],
) => ReturnType<Method>;

export function callsWith(client: WebClient, token: string): Calls {
  // Not enumerable, so the client sends it in the header alone, and not in the body too.
  const own = <Options extends object>(options: Options): Options & { token: string } =>
    Object.defineProperty({ ...options }, "token", { value: token }) as Options & {
      token: string;
    };
  return {
    apiCall: (method, options) => client.apiCall(method, own(options ?? {})),
    authTest: () => client.auth.test(own({})),
    usersInfo: (options) => client.users.info(own(options)),
    lookupByEmail: (options) => client.users.lookupByEmail(own(options)),
    openConversation: (options) => client.conversations.open(own(options ?? {})),
    openView: (options) => client.views.open(own(options)),
    updateView: (options) => client.views.update(own(options)),
  };
}

/**
 * Posts, edits, removes or publishes. Blocks and views are passed as JSON text, the form in which they are
 * sent. Given objects, the client walks through all of them for a log line that nobody reads.
 */
export async function show(
  client: Pick<Calls, "apiCall">,
  method: "chat.postMessage" | "chat.update" | "chat.delete" | "views.publish",
  options: Readonly<Record<string, string | boolean | readonly Block[] | HomeView>>,
): Promise<{ readonly channel?: string; readonly ts?: string }> {
  const flat = Object.entries(options).map(
    ([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : value] as const,
  );
  const answer: webApi.WebAPICallResult & { readonly channel?: string; readonly ts?: string } =
    await client.apiCall(method, Object.fromEntries(flat));
  return answer;
}

/** Asks Slack for the address of a new WebSocket. The address works once, and is a secret. */
export function socketAddress(
  config: SlackConfig,
  appToken: string,
  timeout: number,
): () => Promise<string | undefined> {
  const client = new webApi.WebClient(appToken, clientOptions(config, timeout));
  return async () => (await client.apps.connections.open({})).url;
}

/** What went wrong in a call, in the SDK's own terms. */
export type CallFault =
  | { readonly kind: "platform"; readonly code: string; readonly retryAfter: number | undefined }
  | { readonly kind: "rateLimited"; readonly retryAfter: number }
  | { readonly kind: "http"; readonly status: number }
  | { readonly kind: "request"; readonly cause: unknown };

/** `retryAfter` is in seconds, as Slack gives it. */
export function faultOf(error: unknown): CallFault {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: "rateLimited", retryAfter: error.retryAfter };
  if (error instanceof webApi.WebAPIPlatformError) {
    const retryAfter = error.data.response_metadata?.retryAfter;
    return { kind: "platform", code: error.data.error, retryAfter };
  }
  if (error instanceof webApi.WebAPIHTTPError) return { kind: "http", status: error.statusCode };
  return {
    kind: "request",
    cause: error instanceof webApi.WebAPIRequestError ? error.original : error,
  };
}
