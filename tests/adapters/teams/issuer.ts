import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { onTestFinished } from "vitest";
import type { CloudSettings } from "../../../adapters/teams/index.ts";

/*
 * The Bot Framework's own side, small: who signs for Teams, who hands out our tokens, and the
 * connector that records.
 */

export const appId = "11111111-2222-4333-8444-555555555555";
export const issuerName = "https://api.botframework.com";

/** One pair for all tests of a file: making one takes a while. */
export const signing = await generateKeyPair("RS256", { extractable: true });
export const foreign = await generateKeyPair("RS256", { extractable: true });
const jwk = await exportJWK(signing.publicKey);

/** As Microsoft publishes it, with its endorsements. */
export function publicKey(
  kid = "key-1",
  endorsements: unknown = ["msteams", "skype"],
  key: JWK = jwk,
): JWK {
  return { ...key, kid, use: "sig", endorsements } as JWK;
}

export interface Claims {
  readonly [name: string]: unknown;
}

/** A token as Teams brings it; every part can be another. */
export async function token(
  serviceUrl: string | undefined,
  more: { claims?: Claims; header?: Record<string, unknown>; at?: number; key?: CryptoKey } = {},
): Promise<string> {
  const seconds = Math.floor((more.at ?? Date.now()) / 1_000);
  const claims = {
    iss: issuerName,
    aud: appId,
    nbf: seconds - 60,
    exp: seconds + 3_600,
    ...(serviceUrl === undefined ? {} : { serviceurl: serviceUrl }),
    ...more.claims,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "key-1", ...more.header })
    .sign(more.key ?? signing.privateKey);
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}
type Script = (response: ServerResponse, call: Call) => void | Promise<void>;

/** Keys, tokens and connector on one loopback server. */
export class Cloud {
  url = "";
  keys: JWK[] = [publicKey()];
  readonly calls: Call[] = [];
  readonly scripts = new Map<string, Script>();
  keysAsked = 0;
  tokensAsked = 0;
  keysDown = false;
  tokenAnswer: { status: number; body: object } = {
    status: 200,
    body: { access_token: "ours-1", expires_in: 3_600 },
  };
  #posted = 0;
  #arrived: (() => void)[] = [];

  get settings(): CloudSettings {
    return {
      ToChannelFromBotLoginUrl: `${this.url}/login`,
      ToChannelFromBotOAuthScope: "https://api.botframework.com",
      ToBotFromChannelTokenIssuer: issuerName,
      OAuthUrl: `${this.url}/oauth`,
      ToBotFromChannelOpenIdMetadataUrl: `${this.url}/.well-known/openidconfiguration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${this.url}/.well-known/emulator`,
      CallerId: "urn:botframework:test",
      ValidateAuthority: "true",
    };
  }

  /** A connector's address, as an activity names it. */
  get serviceUrl(): string {
    return `${this.url}/teams/`;
  }

  /** Calls to the connector. */
  get sent(): Call[] {
    return this.calls.filter(({ path }) => path.includes("/v3/"));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const path = decodeURIComponent(request.url ?? "");
    const isJson = request.headers["content-type"]?.startsWith("application/json") ?? false;
    const body =
      isJson && raw !== "" ? JSON.parse(raw) : Object.fromEntries(new URLSearchParams(raw));
    const call: Call = {
      method: request.method ?? "",
      path,
      authorization: request.headers.authorization,
      body,
    };
    this.calls.push(call);
    for (const wake of this.#arrived.splice(0)) wake();
    const key = [...this.scripts.keys()].find((one) => `${call.method} ${path}`.includes(one));
    if (key !== undefined) return this.scripts.get(key)?.(response, call);
    this.#answer(response, call);
  }

  #answer(response: ServerResponse, { method, path }: Call): void {
    if (path === "/.well-known/openidconfiguration" || path === "/keys") {
      this.keysAsked += Number(path === "/keys");
      if (this.keysDown) return answer(response, 500, {});
      return answer(
        response,
        200,
        path === "/keys"
          ? { keys: this.keys }
          : { issuer: issuerName, jwks_uri: `${this.url}/keys` },
      );
    }
    if (path === "/login/oauth2/v2.0/token") {
      this.tokensAsked++;
      return answer(response, this.tokenAnswer.status, this.tokenAnswer.body);
    }
    if (path.endsWith("/v3/conversations"))
      return answer(response, 201, { id: `a:opened-${++this.#posted}` });
    if (path.includes("/members/"))
      return answer(response, 200, member(path.split("/members/")[1]));
    if (method === "POST" || method === "PUT")
      return answer(response, method === "POST" ? 201 : 200, { id: `m-${++this.#posted}` });
    answer(response, 404, {});
  }

  /** The first call whose method and path hold `part`, now or as soon as it arrives. */
  async called(part: string): Promise<Call> {
    for (;;) {
      const call = this.calls.find(({ method, path }) => `${method} ${path}`.includes(part));
      if (call !== undefined) return call;
      await new Promise<void>((resolve) => this.#arrived.push(resolve));
    }
  }
}

/** A roster entry as the connector gives it. */
export function member(account = "", more: object = {}): object {
  return {
    id: `29:${account}`,
    aadObjectId: account,
    name: "Ana Silva",
    email: "Ana@Acme.test",
    userPrincipalName: "ana@acme.test",
    tenantId: tenant,
    userRole: "user",
    ...more,
  };
}

export const tenant = "aaaaaaaa-0000-4000-8000-000000000001";

export function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));
}

/** The connector's way to say no. */
export function refuse(
  status: number,
  code?: string,
  headers: Record<string, string> = {},
): Script {
  return (response) =>
    answer(
      response,
      status,
      code === undefined ? {} : { error: { code, message: "secret words of the connector" } },
      headers,
    );
}

export async function listening(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<string> {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
