import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { SignJWT, exportJWK, generateKeyPair } from "jose";

export const client = { id: "handrail", secret: "a-client-secret-for-tests" };

/** A company's identity provider on loopback, as far as a code flow needs one. */
export interface Provider {
  readonly issuer: string;
  /** Who signs in next, as its ID token says it; `nonce` and the like in place of the right ones. */
  claims: Readonly<Record<string, unknown>>;
  /** What a browser does there: from the address that it was led to, to the one that leads back. */
  signIn(to: string): string;
  stop(): void;
}

export async function openProvider(): Promise<Provider> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k", alg: "RS256", use: "sig" };
  /** What was asked, by code: each code is for one exchange. */
  const asked = new Map<string, URLSearchParams>();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", provider.issuer);
    let body = "";
    for await (const piece of request) body += String(piece);
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (pathname === "/.well-known/openid-configuration")
      return json(200, {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    if (pathname === "/keys") return json(200, { keys: [jwk] });
    const form = new URLSearchParams(body);
    const code = form.get("code") ?? "";
    const question = asked.get(code);
    asked.delete(code);
    if (question === undefined || form.get("code_verifier") === null)
      return json(400, { error: "invalid_grant" });
    const token = await new SignJWT({ nonce: question.get("nonce") ?? "", ...provider.claims })
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .setIssuer(provider.issuer)
      .setAudience(client.id)
      .setSubject("somebody")
      .setIssuedAt()
      .setExpirationTime("5 minutes")
      .sign(privateKey);
    return json(200, { access_token: "a", token_type: "bearer", id_token: token });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const provider: Provider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    claims: {},
    signIn(to) {
      const { searchParams } = new URL(to);
      const code = crypto.randomUUID();
      asked.set(code, searchParams);
      const state = searchParams.get("state") ?? "";
      return `${new URL(searchParams.get("redirect_uri") ?? "").pathname}?${new URLSearchParams({ code, state }).toString()}`;
    },
    stop: () => void server.close(),
  };
  return provider;
}
