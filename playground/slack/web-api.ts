import type { IncomingMessage, ServerResponse } from "node:http";
import { contentType, readBody } from "../http/body.ts";
import { argumentsOf } from "./body.ts";
import type { Calls } from "./calls.ts";
import { methods } from "./methods/all.ts";
import type { Context, Method, Result } from "./methods/method.ts";
import type { Rates } from "./rates.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { How, Troubles } from "./trouble.ts";
import type { Call, Json } from "./types.ts";
import { directId } from "./workspace.ts";

const LARGEST_BODY = 1_000_000;

export interface WebApi {
  /** The bot's: one from the settings, or those that an install gave. */
  readonly tokens: Set<string>;
  readonly appToken: string | undefined;
  readonly context: Context;
  readonly calls: Calls;
  readonly troubles: Troubles;
  readonly rates: Rates;
  readonly responseUrls: ResponseUrls;
}

/** Answers `/api/<method>` and `/response/…`, the two places of Slack's that an app calls. */
export async function answer(
  api: WebApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://slack.invalid");
  const body = await readBody(request, LARGEST_BODY);
  if (body === undefined) return send(response, 413, { ok: false, error: "request_too_large" });
  const parsed =
    request.method === "GET"
      ? Object.fromEntries(searchParams)
      : argumentsOf(body, contentType(request));
  const args = typeof parsed === "string" ? {} : parsed;
  const respond = pathname.startsWith("/response/");
  if (!respond && !pathname.startsWith("/api/"))
    return send(response, 404, { ok: false, error: "not_found" });
  const name = respond ? "response_url" : pathname.slice("/api/".length);
  const { workspace } = api.context;
  const call = api.calls.begin(name, workspace.now(), args);
  const id = pathname.split("/").at(-1) ?? "";
  const how = api.troubles.meet(name, () =>
    respond ? api.responseUrls.accountOf(id) : accountOf(api.context, args),
  );
  const run = (): Reply => {
    if (typeof parsed === "string") return { status: 200, body: { ok: false, error: parsed } };
    if (!respond) return perform(api, name, args, request.headers.authorization);
    const used = api.responseUrls.use(id, args);
    return {
      status: used.status,
      body: used.answer === "ok" ? { ok: true } : { ok: false, error: used.answer },
    };
  };
  meet(response, how, call, run);
  workspace.changes.changed();
}

interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

function meet(response: ServerResponse, how: How | undefined, call: Call, run: () => Reply): void {
  call.answer =
    how === undefined
      ? "ok"
      : typeof how === "string"
        ? how
        : "error" in how
          ? how.error
          : `http_${how.status}`;
  if (how === "hang") return;
  if (how === "cut-before") return void response.destroy();
  if (typeof how === "object") {
    if ("error" in how) return send(response, 200, { ok: false, error: how.error });
    const wait: Record<string, string> =
      how.retryAfter === undefined ? {} : { "retry-after": String(how.retryAfter) };
    return send(
      response,
      how.status,
      { ok: false, error: how.status === 429 ? "ratelimited" : "internal_error" },
      wait,
    );
  }
  const reply = run();
  if (how === "hang-after-accept") return;
  if (how === "cut-after-accept") return void response.destroy();
  if (how === "error-after-accept")
    return send(response, 500, { ok: false, error: "internal_error" });
  if (typeof reply.body["error"] === "string") call.answer = reply.body["error"];
  send(response, reply.status, reply.body, reply.headers);
}

function perform(
  { tokens, appToken, context, rates }: WebApi,
  name: string,
  args: Json,
  authorization: string | undefined,
): Reply {
  const refuse = (error: string, more: Json = {}): Reply => ({
    status: 200,
    body: { ok: false, error, ...more },
  });
  const token =
    authorization?.startsWith("Bearer ") === true
      ? authorization.slice("Bearer ".length)
      : args["token"];
  if (token === undefined || token === "") return refuse("not_authed");
  const isOurs = typeof token === "string" && (tokens.has(token) || token === appToken);
  if (!isOurs) return refuse("invalid_auth");
  if (!context.workspace.bot.installed) return refuse("account_inactive");
  const method = methods.get(name);
  // An app-level token may only open connections, and no other token may.
  if ((method?.appLevel === true) !== (token === appToken)) return refuse("not_allowed_token_type");
  if (method === undefined) return refuse("unknown_method", { req_method: name });
  if (method.scope !== undefined && !context.scopes.has(method.scope))
    return refuse("missing_scope", {
      needed: method.scope,
      provided: [...context.scopes].join(","),
    });
  const wait = rates.exceeded(name, method, channelOf(context, args));
  if (wait !== undefined)
    return {
      status: 429,
      body: { ok: false, error: "ratelimited" },
      headers: { "retry-after": String(wait) },
    };
  return {
    status: 200,
    body: asAnswer(method, context, args),
    headers: { "x-oauth-scopes": [...context.scopes].join(",") },
  };
}

function asAnswer(method: Method, context: Context, args: Json): Json {
  const result: Result = method.run(context, args);
  if (result.error === undefined) return { ok: true, ...result };
  const { error, messages } = result;
  return messages === undefined
    ? { ok: false, error }
    : { ok: false, error, errors: messages, response_metadata: { messages } };
}

/** The channel a call goes to; a user's id means their direct chat. */
function channelOf({ workspace }: Context, args: Json): string | undefined {
  const id = args["channel"];
  if (typeof id !== "string") return undefined;
  return workspace.people.has(id) ? directId(id) : id;
}

/**
 * The account that a call concerns: named in it, the other side of the chat, or the owner of the
 * trigger or view.
 */
function accountOf({ workspace, dialogs }: Context, args: Json): string | undefined {
  const named = args["user"] ?? args["user_id"];
  if (typeof named === "string") return named;
  const channel = args["channel"];
  if (typeof channel === "string") {
    if (workspace.people.has(channel)) return channel;
    return workspace.channels.get(channel)?.members?.values().next().value;
  }
  return workspace.triggers.peek(args["trigger_id"]) ?? dialogs.find(args["view_id"])?.account;
}

function send(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
