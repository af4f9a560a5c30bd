import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../http/body.ts";
import { allowPage } from "./allow-page.ts";
import type { Json } from "./types.ts";
import type { WebApi } from "./web-api.ts";

export interface OAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Token rotation is on, and a token works for so many seconds (docs/platforms.md S12). */
  rotates?: { seconds: number };
}

/** A workspace on a site: how its calls are answered, and what an install gives it. */
export interface Tenant {
  /** What people call it. */
  readonly name: string;
  readonly api: WebApi;
}

interface Code {
  readonly tenant: Tenant;
  readonly account: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly until: number;
}

/** Who allows the app, and what of it: `withheld` scopes are unticked. */
export interface Allows {
  readonly workspace: string;
  readonly account: string;
  readonly withheld?: readonly string[];
}

/** A code is good for ten minutes, and once. https://docs.slack.dev/authentication/installing-with-oauth */
const lifetime = 600_000;

/** The part of Slack where people allow an app, and where the app gets its tokens. */
export class OAuth {
  readonly options: OAuthOptions;
  readonly #tenants: () => readonly Tenant[];
  readonly #codes = new Map<string, Code | "used">();
  readonly #refreshes = new Map<string, Tenant | "used">();
  /** Calls of `oauth.v2.access`, and what each was answered. */
  readonly calls: { readonly grant: string; readonly answer: string }[] = [];

  constructor(options: OAuthOptions, tenants: () => readonly Tenant[]) {
    this.options = options;
    this.#tenants = tenants;
  }

  /** @returns false when it is another part's path */
  async answers(path: string, request: IncomingMessage, response: ServerResponse) {
    const { searchParams } = new URL(request.url ?? "/", "http://slack.invalid");
    if (path === "/oauth/v2/authorize") {
      const places = this.#tenants().map(({ name, api: { context } }) => ({
        id: context.workspace.id,
        name,
        people: [...context.workspace.people.values()],
      }));
      if (request.method !== "POST") {
        allowPage(response, searchParams, places);
        return true;
      }
      const form = new URLSearchParams(await readBody(request, 10_000));
      const [workspace = "", account = ""] = (form.get("who") ?? "").split(" ");
      const to =
        form.get("press") === "allow"
          ? this.allow(searchParams, { workspace, account })
          : this.deny(searchParams);
      response.writeHead(302, { location: to }).end();
      return true;
    }
    if (path === "/app_redirect") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end("<!doctype html><title>Slack</title><p>Slack opens the app here.</p>");
      return true;
    }
    if (path !== "/api/oauth.v2.access") return false;
    const form = new URLSearchParams(await readBody(request, 10_000));
    const body = this.#access(form);
    const error = body["error"];
    this.calls.push({
      grant: form.get("grant_type") ?? "authorization_code",
      answer: typeof error === "string" ? error : "ok",
    });
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
    response.end(JSON.stringify(body));
    return true;
  }

  /** Somebody presses Allow. @returns where Slack sends their browser */
  allow(asked: URLSearchParams, { workspace, account, withheld = [] }: Allows): string {
    const tenant = this.#tenants().find(({ api }) => api.context.workspace.id === workspace);
    if (tenant === undefined) throw new Error(`no workspace ${workspace}`);
    const code = randomBytes(12).toString("hex");
    const redirectUri = asked.get("redirect_uri") ?? "";
    this.#codes.set(code, {
      tenant,
      account: tenant.api.context.workspace.person(account).account,
      scopes: (asked.get("scope") ?? "").split(",").filter((one) => !withheld.includes(one)),
      redirectUri,
      until: Date.now() + lifetime,
    });
    return backTo(redirectUri, { code, state: asked.get("state") ?? "" });
  }

  /** Somebody presses Cancel. */
  deny(asked: URLSearchParams): string {
    const state = asked.get("state") ?? "";
    return backTo(asked.get("redirect_uri") ?? "", { error: "access_denied", state });
  }

  #access(form: URLSearchParams): Json {
    const refuse = (error: string) => ({ ok: false, error });
    const { clientId, clientSecret } = this.options;
    if (form.get("client_id") !== clientId) return refuse("invalid_client_id");
    if (form.get("client_secret") !== clientSecret) return refuse("bad_client_secret");
    if (form.get("grant_type") === "refresh_token") {
      const given = form.get("refresh_token") ?? "";
      const tenant = this.#refreshes.get(given);
      if (tenant === undefined || tenant === "used") return refuse("invalid_refresh_token");
      this.#refreshes.set(given, "used");
      return this.#grant(tenant, [...tenant.api.context.scopes]);
    }
    const code = this.#codes.get(form.get("code") ?? "");
    if (code === "used") return refuse("code_already_used");
    if (code === undefined || code.until < Date.now()) return refuse("invalid_code");
    if (code.redirectUri !== (form.get("redirect_uri") ?? "")) return refuse("bad_redirect_uri");
    this.#codes.set(form.get("code") ?? "", "used");
    const { tenant, account, scopes } = code;
    tenant.api.context.workspace.bot.installed = true;
    return { ...this.#grant(tenant, scopes), authed_user: { id: account } };
  }

  /** New tokens. At most two are good at a time (docs/platforms.md S12). */
  #grant({ name, api }: Tenant, scopes: readonly string[]): Json {
    const { workspace } = api.context;
    const token = `xoxb-${workspace.id}-${randomBytes(8).toString("hex")}`;
    api.tokens.add(token);
    for (const old of api.tokens) if (api.tokens.size > 2) api.tokens.delete(old);
    api.context.scopes.clear();
    for (const scope of scopes) api.context.scopes.add(scope);
    const place = { id: workspace.id, name };
    const { rotates } = this.options;
    const refresh = `xoxe-1-${randomBytes(8).toString("hex")}`;
    if (rotates !== undefined) this.#refreshes.set(refresh, { name, api });
    return {
      ok: true,
      app_id: workspace.bot.app,
      scope: scopes.join(","),
      token_type: "bot",
      access_token: token,
      bot_user_id: workspace.bot.user,
      team: workspace.isWide ? null : place,
      enterprise: workspace.isWide ? place : null,
      is_enterprise_install: workspace.isWide,
      ...(rotates === undefined ? {} : { refresh_token: refresh, expires_in: rotates.seconds }),
    };
  }
}

function backTo(redirectUri: string, said: Readonly<Record<string, string>>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value);
  return url.href;
}
