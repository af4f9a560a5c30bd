import { randomUUID } from "node:crypto";
import { forgetOldest } from "../slack/forget.ts";
import type { Json } from "../slack/types.ts";
import { newKey, signed, type SigningKey } from "./jwt.ts";
import { tabClaims } from "./tab-claims.ts";
import type { Forged } from "./types.ts";

/** What the app asks a token for. */
const SCOPE = "https://api.botframework.com";
const HOUR = 3_600;

interface Keys {
  /** Published and endorsed for Teams, newest first; the first one signs. */
  channel: readonly SigningKey[];
  readonly unendorsed: SigningKey;
  readonly entra: SigningKey;
  readonly stranger: SigningKey;
}

/** What apps of one cloud share: one issuer signs for all, and one sign-in gives their tokens. */
interface Cloud {
  /** Set once the server of its first app listens. */
  origin: string;
  readonly keys: Keys;
  readonly apps: Issuer[];
}

interface Answered {
  readonly status: number;
  readonly body: Json;
}

/**
 * Both issuers in one: the Bot Framework's, which signs what Teams sends, and Entra, which gives
 * the app its tokens.
 */
export class Issuer {
  /** Set once the server listens. */
  serviceUrl = "";
  readonly appId: string;
  private password: string;
  readonly tenant: string;
  private readonly cloud: Cloud;
  /** Tokens that the connector takes, and until when, in milliseconds by the machine's clock. */
  private readonly issued = new Map<string, number>();
  private held: { readonly token: string; readonly until: number } | undefined;

  private constructor(
    app: { readonly appId: string; readonly password: string; readonly tenant: string },
    cloud: Cloud,
  ) {
    this.appId = app.appId;
    this.password = app.password;
    this.tenant = app.tenant;
    this.cloud = cloud;
    cloud.apps.push(this);
  }

  /** @param beside an app of the same cloud; absent: the first of a new one */
  static async create(
    app: {
      readonly appId: string;
      readonly password: string;
      readonly tenant: string;
    },
    beside?: Issuer,
  ): Promise<Issuer> {
    if (beside !== undefined) return new Issuer(app, beside.cloud);
    const roles = ["channel", "unendorsed", "entra", "stranger"] as const;
    const [channel, unendorsed, entra, stranger] = await Promise.all(
      roles.map((role) => newKey(role)),
    );
    if (!channel || !unendorsed || !entra || !stranger) throw new Error("no keys");
    const keys = { channel: [channel], unendorsed, entra, stranger };
    return new Issuer(app, { origin: "", keys, apps: [] });
  }

  get origin(): string {
    return this.cloud.origin;
  }

  /** The server of this app listens there; the first app's is where the cloud is. */
  listens(origin: string): void {
    if (this.cloud.origin === "") this.cloud.origin = origin;
  }

  private get keys(): Keys {
    return this.cloud.keys;
  }

  /** The client secret is another one, and what the old one opened is closed. */
  changeSecret(password: string): void {
    this.password = password;
    this.revoke();
  }

  /** The eight cloud settings. */
  settings(): Record<string, string> {
    const common = `${this.origin}/common/v2.0`;
    return {
      ToChannelFromBotLoginUrl: `${this.origin}/${this.tenant}`,
      ToChannelFromBotOAuthScope: SCOPE,
      ToBotFromChannelTokenIssuer: this.origin,
      OAuthUrl: this.origin,
      ToBotFromChannelOpenIdMetadataUrl: `${this.origin}/v1/.well-known/openidconfiguration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${common}/.well-known/openid-configuration`,
      CallerId: "urn:botframework:azure",
      ValidateAuthority: "false",
    };
  }

  /** A token as the Bot Framework sends it, or as a test wants it. */
  token(forged: Forged = {}): string {
    const seconds = Math.floor(Date.now() / 1_000);
    const plain =
      forged.claims === undefined && forged.header === undefined && forged.by === undefined;
    if (plain && this.held !== undefined && this.held.until > seconds) return this.held.token;
    const claims: Json = {
      serviceurl: this.serviceUrl,
      nbf: seconds - 60,
      exp: seconds + HOUR,
      iss: this.origin,
      aud: this.appId,
      ...forged.claims,
    };
    const [channel] = this.keys.channel;
    const key = forged.by === undefined || forged.by === "channel" ? channel : this.keys[forged.by];
    if (key === undefined) throw new Error("no key");
    const token = signed(key, claims, forged.header);
    // Reused for a while, as the real one is: signing costs more than the rest of a delivery.
    if (plain) this.held = { token, until: seconds + 300 };
    return token;
  }

  /** Signs with a new key from now on. `drop`: the old ones are published no more. */
  async rotate({ drop = false }: { readonly drop?: boolean } = {}): Promise<void> {
    this.keys.channel = [await newKey(), ...(drop ? [] : this.keys.channel)];
    this.held = undefined;
  }

  /** Every token the app holds is refused from now on; it may ask for new ones. */
  revoke(): void {
    this.issued.clear();
  }

  /** Whether an `Authorization` header carries a token of this issuer's that is still good. */
  accepts(authorization: string | undefined): boolean {
    const until = this.issued.get(authorization?.replace(/^Bearer /i, "") ?? "");
    return until !== undefined && until > Date.now();
  }

  /** The metadata documents and the two key sets; nothing for any other path. */
  document(path: string): Json | undefined {
    const jwks = `${this.origin}/v1/.well-known/keys`;
    const entra = `${this.origin}/common/discovery/v2.0/keys`;
    switch (path) {
      case "/v1/.well-known/openidconfiguration":
        return {
          issuer: this.origin,
          jwks_uri: jwks,
          id_token_signing_alg_values_supported: ["RS256"],
        };
      case `/${this.tenant}/v2.0/.well-known/openid-configuration`:
      case "/common/v2.0/.well-known/openid-configuration":
        return {
          issuer: `${this.origin}/{tenantid}/v2.0`,
          jwks_uri: entra,
          id_token_signing_alg_values_supported: ["RS256"],
        };
      case "/v1/.well-known/keys": {
        const own = this.keys.channel.map((key) => ({ ...key.jwk, endorsements: ["msteams"] }));
        return {
          keys: [...own, { ...this.keys.unendorsed.jwk, endorsements: ["directline", "webchat"] }],
        };
      }
      case "/common/discovery/v2.0/keys":
        return { keys: [this.keys.entra.jwk] };
      default:
        return undefined;
    }
  }

  /** A token as Teams' single sign-on gives it to the tab: for the app, of somebody, by Entra. */
  tabToken(account: string, { claims, header, by = "entra" }: Forged = {}): string {
    const key = by === "channel" ? this.keys.channel[0] : this.keys[by];
    if (key === undefined) throw new Error("no key");
    return signed(key, { ...tabClaims(this, account), ...claims }, header);
  }

  /** Whether a path is the token endpoint of a tenant that has an app here. */
  isTokenPath(path: string): boolean {
    return this.appsAt(path).length > 0;
  }

  /** A token for the app that asks at its tenant's endpoint, or Entra's refusal. */
  grantAt(path: string, form: URLSearchParams): Answered {
    const apps = this.appsAt(path);
    return (apps.find(({ appId }) => appId === form.get("client_id")) ?? apps[0] ?? this).grant(
      form,
    );
  }

  private appsAt(path: string): Issuer[] {
    return this.cloud.apps.filter(({ tenant }) => path === `/${tenant}/oauth2/v2.0/token`);
  }

  /** Client credentials, with Entra's own refusals. */
  private grant(form: URLSearchParams): Answered {
    const refuse = (status: number, error: string, code: string): Answered => ({
      status,
      body: {
        error,
        error_description: `${code}: refused`,
        error_codes: [Number(code.replace("AADSTS", ""))],
      },
    });
    if (form.get("grant_type") !== "client_credentials")
      return refuse(400, "unsupported_grant_type", "AADSTS70003");
    if (form.get("client_id") !== this.appId)
      return refuse(400, "unauthorized_client", "AADSTS700016");
    if (form.get("client_secret") !== this.password)
      return refuse(401, "invalid_client", "AADSTS7000215");
    // The registration exposes the tab's address, as docs/operating.md has it.
    const exposed = new RegExp(`^api://[^/]+/botid-${this.appId}/\\.default$`);
    const scope = form.get("scope") ?? "";
    if (scope !== `${SCOPE}/.default` && !exposed.test(scope))
      return refuse(400, "invalid_scope", "AADSTS70011");
    const seconds = Math.floor(Date.now() / 1_000);
    const claims = {
      aud: SCOPE,
      iss: `${this.origin}/${this.tenant}/`,
      appid: this.appId,
      tid: this.tenant,
      ver: "1.0",
    };
    const token = signed(this.keys.entra, {
      ...claims,
      jti: randomUUID(),
      nbf: seconds - 60,
      exp: seconds + HOUR,
    });
    this.issued.set(token, (seconds + HOUR) * 1_000);
    forgetOldest(this.issued, 100);
    return {
      status: 200,
      body: { token_type: "Bearer", expires_in: HOUR, ext_expires_in: HOUR, access_token: token },
    };
  }
}
