import { App, type Receiver, type types, verifySlackRequest, webApi } from "@slack/bolt";
import http, { type IncomingHttpHeaders } from "node:http";
import { Malformed } from "./receive/body.ts";
import { call } from "../../src/platform/call.ts";
import { type Body } from "../../src/platform/json.ts";
import {
  type BotEvent,
  botEvents,
  globalShortcut,
  messageShortcut,
  slackApiUrl,
  type SlackConfig,
} from "./config.ts";

/* The one file that imports Slack's SDK. */

/** Slack's newest block, which its own types do not know yet: docs.slack.dev/reference/block-kit/blocks/data-visualization-block, June 2026. */
export interface ChartBlock {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly type: "bar";
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}
export type Block = types.KnownBlock | ChartBlock;
export type ActionElement = types.Button;
export type ModalView = types.ModalView;
export type HomeView = types.HomeView;
export type PlainText = types.PlainTextElement;
export type PlainOption = types.PlainTextOption;
export type WebClient = webApi.WebClient;

/** @throws when the signature is not the secret's, or the timestamp is more than five minutes old (it accepts the future). */
export function verifySignature(
  signingSecret: string,
  body: string,
  headers: IncomingHttpHeaders,
  now: number,
): void {
  const signature = headers["x-slack-signature"];
  verifySlackRequest({
    signingSecret,
    body,
    headers: {
      "x-slack-signature": typeof signature === "string" ? signature : "",
      "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
    },
    nowMilliseconds: now,
  });
}

// Slack's SDK logs error texts, which may hold what was sent; our own log lines hold codes.
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => "error" as webApi.LogLevel,
};

function clientOptions(config: SlackConfig, timeout: number): webApi.WebClientOptions {
  return {
    slackApiUrl: config.apiUrl ?? slackApiUrl,
    // The row in `messages` is the retry (PLATFORMS S21).
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    maxRequestConcurrency: 1_000,
    allowAbsoluteUrls: false,
    logger: silent,
    fetch: fetchByCall,
  };
}

/** What the client calls through, in place of `fetch`. It sends texts only, each within the time that it was given. */
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
  // The client throws a nameless error for a 429 that does not say how long; a second is Slack's usual answer (S17).
  if (status === 429 && !/^\d+$/.test(answered["retry-after"] ?? "")) answered["retry-after"] = "1";
  return {
    ...{ ok, status, statusText: http.STATUS_CODES[status] ?? "", url: url.toString() },
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

/** A Web API client that tries once and gives up after `timeout` milliseconds. */
export function webClient(config: SlackConfig, timeout: number): WebClient {
  return new webApi.WebClient(config.botToken, clientOptions(config, timeout));
}

/**
 * Posts, edits or publishes. Blocks and views go as the text that they travel as anyway: given as objects, the client walks
 * through all of them for a log line that nobody reads, which was a tenth of what a page allocated.
 */
export async function show(
  client: WebClient,
  method: "chat.postMessage" | "chat.update" | "views.publish",
  options: Readonly<Record<string, string | boolean | readonly Block[] | HomeView>>,
): Promise<{ readonly channel?: string; readonly ts?: string }> {
  const flat = Object.entries(options).map(
    ([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : value] as const,
  );
  const answer: webApi.WebAPICallResult & { readonly channel?: string; readonly ts?: string } =
    await client.apiCall(method, Object.fromEntries(flat));
  return answer;
}

/** Asks Slack for the address of a new line, for Socket Mode. It works once, and is a secret. */
export function lineOpener(
  config: SlackConfig,
  appToken: string,
  timeout: number,
): () => Promise<string | undefined> {
  const client = new webApi.WebClient(appToken, clientOptions(config, timeout));
  return async () => (await client.apps.connections.open({})).url;
}

/** What went wrong in a call, in the SDK's own terms. */
export type CallFault =
  | { readonly kind: "platform"; readonly code: string; readonly retryAfter?: number }
  | { readonly kind: "rateLimited"; readonly retryAfter: number }
  | { readonly kind: "http"; readonly status: number }
  | { readonly kind: "request"; readonly cause: unknown };

/** `retryAfter` is in seconds, as Slack gives it. */
export function faultOf(error: unknown): CallFault {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: "rateLimited", retryAfter: error.retryAfter };
  if (error instanceof webApi.WebAPIPlatformError) {
    const retryAfter = error.data.response_metadata?.retryAfter;
    return {
      kind: "platform",
      code: error.data.error,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    };
  }
  if (error instanceof webApi.WebAPIHTTPError) return { kind: "http", status: error.statusCode };
  return {
    kind: "request",
    cause: error instanceof webApi.WebAPIRequestError ? error.original : error,
  };
}

/** The HTTP answer to one request, and what is done once it has left. */
export interface Answer {
  readonly body?: object;
  readonly after?: () => Promise<void>;
}

/** What the app listens to. A listener that throws took nothing in. */
export interface Listeners {
  command(body: Body): Promise<Answer>;
  shortcut(body: Body): Promise<Answer>;
  press(body: Body): Promise<Answer>;
  submission(body: Body): Promise<Answer>;
  event(type: BotEvent, body: Body): Promise<Answer>;
}

/** Sends one verified body through Bolt; `undefined` when nobody listens to it. @throws what the listener threw. */
export type Dispatch = (body: Body, retryNum: number | undefined) => Promise<Answer | undefined>;

/** A Bolt app behind our own door: we verify before it and answer after it, so that a 200 means "stored". */
export function dispatcher(config: SlackConfig, listeners: Listeners, timeout: number): Dispatch {
  let app: App | undefined;
  const receiver: Receiver = {
    init: (it) => {
      app = it;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  const bolt = new App({
    receiver,
    authorize: async () => ({ botToken: config.botToken }),
    clientOptions: clientOptions(config, timeout),
    logger: silent,
    ignoreSelf: false,
    convoStore: false,
  });
  listen(bolt, listeners);
  return async (body, retryNum) => {
    let work: Promise<Answer> | undefined;
    // Bolt acknowledges events before their listeners run and keeps a listener's error for itself: both go by this instead.
    const settle = (started: Promise<Answer>) => {
      work ??= started;
      return started.catch(() => undefined);
    };
    try {
      await app?.processEvent({
        body,
        ack: async () => undefined,
        retryNum,
        customProperties: { settle },
      });
    } catch {
      // Our listeners never throw into Bolt, so it was Bolt that stumbled over the body's shape.
      throw new Malformed("bolt");
    }
    return work === undefined ? undefined : await work;
  };
}

interface Heard {
  readonly context: object;
  readonly body: unknown;
}

function listen(app: App, listeners: Listeners): void {
  const hand = (listener: (body: Body) => Promise<Answer>) => async (heard: Heard) => {
    await (heard.context as { settle: (work: Promise<Answer>) => Promise<unknown> }).settle(
      listener(heard.body as Body),
    );
  };
  app.command(/^/, hand(listeners.command));
  app.shortcut({ type: "shortcut", callback_id: globalShortcut }, hand(listeners.shortcut));
  app.shortcut({ type: "message_action", callback_id: messageShortcut }, hand(listeners.shortcut));
  app.action({ type: "block_actions" }, hand(listeners.press));
  app.view({ type: "view_submission", callback_id: /^/ }, hand(listeners.submission));
  for (const type of botEvents)
    app.event(
      type,
      hand((body) => listeners.event(type, body)),
    );
}
