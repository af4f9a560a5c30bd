import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../http/body.ts";
import type { Calls } from "../slack/calls.ts";
import { object } from "../slack/json.ts";
import type { How, Troubles } from "../slack/trouble.ts";
import type { Call, Json } from "../slack/types.ts";
import { type Operation, operationAt, perform } from "./connector/routes.ts";
import { refusal, refusalNamed, refusalOf, type Reply } from "./errors.ts";
import type { Issuer } from "./issuer.ts";
import type { Rates } from "./rates.ts";
import type { Message } from "./types.ts";
import type { World } from "./world.ts";

const LARGEST_BODY = 1_000_000;

export interface Service {
  /** It and those beside it: apps of one cloud, which has one connector for all. */
  readonly family: readonly Service[];
  readonly world: World;
  readonly issuer: Issuer;
  readonly calls: Calls;
  readonly troubles: Troubles;
  readonly rates: Rates;
  readonly shown: (message: Message) => void;
}

/**
 * Answers for the issuer, the token endpoint and the connector: everything of Microsoft's that an
 * app calls.
 */
export async function answer(
  listening: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Whose call it is, the token says, and not the address.
  const service =
    listening.family.find(({ issuer }) => issuer.accepts(request.headers.authorization)) ??
    listening;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://teams.invalid");
  const body = await readBody(request, LARGEST_BODY);
  const operation = operationAt(request.method ?? "GET", pathname);
  const token = service.issuer.isTokenPath(pathname);
  const name =
    operation?.name ?? (token ? "token" : pathname.endsWith("/keys") ? "keys" : "openid");
  const call = service.calls.begin(
    name,
    service.world.now(),
    logged(operation, searchParams, token ? withoutSecret(body ?? "") : parsed(body ?? "")),
  );
  const how = service.troubles.meet(name, () =>
    accountOf(service.world, operation, parsed(body ?? "")),
  );
  const run = (): Reply => {
    if (body === undefined) return refusal("MessageSizeTooBig");
    if (operation !== undefined) return connect(service, operation, request, searchParams, body);
    if (token && request.method === "POST")
      return service.issuer.grantAt(pathname, new URLSearchParams(body));
    const document = request.method === "GET" ? service.issuer.document(pathname) : undefined;
    return document === undefined
      ? { status: 404, body: { message: "No HTTP resource was found." } }
      : { status: 200, body: document };
  };
  meet(response, how, call, run);
  service.world.changes.changed();
}

function connect(
  { world, issuer, rates, shown }: Service,
  operation: Operation,
  request: IncomingMessage,
  query: URLSearchParams,
  body: string,
): Reply {
  if (!issuer.accepts(request.headers.authorization))
    return { status: 401, body: { message: "Authorization has been denied for this request." } };
  const wait = rates.exceeded(operation.name, operation.conversationId ?? "new");
  if (wait !== undefined) return refusalOf(429, wait);
  const asked = parsed(body);
  if (asked === undefined) return refusal("BadSyntax", "The body is no JSON object.");
  return perform(operation, { world, serviceUrl: issuer.serviceUrl, query, body: asked, shown });
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
  if (typeof how === "object")
    return send(
      response,
      "error" in how ? refusalNamed(how.error) : refusalOf(how.status, how.retryAfter),
    );
  const reply = run();
  if (how === "hang-after-accept") return;
  if (how === "cut-after-accept") return void response.destroy();
  if (how === "error-after-accept") return send(response, refusal("ServiceError"));
  if (reply.status >= 400) call.answer = codeOf(reply);
  send(response, reply);
}

/** The connector's code, Entra's, or the status. */
function codeOf({ status, body }: Reply): string {
  const { error } = body;
  const code = typeof error === "string" ? error : object(error)["code"];
  return typeof code === "string" ? code : `http_${status}`;
}

/**
 * The account that a call concerns: the other side of a personal chat, or of the one to be created.
 */
function accountOf(
  world: World,
  operation: Operation | undefined,
  body: Json | undefined,
): string | undefined {
  if (operation?.conversationId !== undefined)
    return world.conversations.get(operation.conversationId)?.account;
  const [member] = Array.isArray(body?.["members"]) ? (body["members"] as unknown[]) : [];
  return world.personBy(object(member)["id"])?.account;
}

/** A call as it is remembered: the ids in its path, its query, and what it carried. */
function logged(
  operation: Operation | undefined,
  query: URLSearchParams,
  request: Json | undefined,
): Json {
  const { conversationId, activityId, memberId } = operation ?? {};
  return { conversationId, activityId, memberId, query: Object.fromEntries(query), request };
}

const withoutSecret = (form: string): Json => ({
  ...Object.fromEntries(new URLSearchParams(form)),
  client_secret: undefined,
});

function parsed(text: string): Json | undefined {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Json)
      : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
