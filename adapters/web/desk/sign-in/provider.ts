import * as client from "openid-client";
import type { SignIn } from "../../parts.ts";

/** In seconds: somebody waits. */
const patience = 8;

/** What a browser keeps between leaving for the provider and coming back. */
export interface Left {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The company's identity provider: OpenID Connect, code flow with PKCE, state and nonce. */
export class Provider {
  readonly #settings: SignIn;
  readonly #callback: () => string;
  #known: Promise<client.Configuration> | undefined;

  /** @param callback the address that the provider leads people back to */
  constructor(settings: SignIn, callback: () => string) {
    this.#settings = settings;
    this.#callback = callback;
  }

  /** @throws when the provider does not answer */
  async leave(): Promise<{ readonly to: URL; readonly left: Left }> {
    const config = await this.#config();
    const left = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const to = client.buildAuthorizationUrl(config, {
      redirect_uri: this.#callback(),
      scope: "openid email",
      state: left.state,
      nonce: left.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(left.verifier),
      code_challenge_method: "S256",
    });
    return { to, left };
  }

  /**
   * @param search of the address that the provider led back to
   * @returns the person's address, lower case, if the provider has verified it
   * @throws for anything that is not a fresh answer to this browser's own question
   */
  async comeBack(search: string, { state, nonce, verifier }: Left): Promise<string | undefined> {
    const config = await this.#config();
    const tokens = await client.authorizationCodeGrant(
      config,
      new URL(`${this.#callback()}${search}`),
      {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    if (claims === undefined) return undefined;
    // Some providers give addresses only when they are asked once more.
    const said =
      claims["email"] === undefined
        ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        : claims;
    return verifiedEmail(said);
  }

  async #config(): Promise<client.Configuration> {
    this.#known ??= this.#discover();
    try {
      return await this.#known;
    } catch (error) {
      // The next one asks again.
      this.#known = undefined;
      throw error;
    }
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const url = new URL(issuer);
    return client.discovery(url, clientId, clientSecret, undefined, {
      timeout: patience,
      // Plain http is for loopback only: the configuration has checked it.
      execute: url.protocol === "http:" ? [client.allowInsecureRequests] : [],
    });
  }
}

/**
 * Entra says `xms_edov` in place of `email_verified`:
 * https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 */
function verifiedEmail(said: Readonly<Record<string, unknown>>): string | undefined {
  const { email } = said;
  const marks = [said["email_verified"], said["xms_edov"]];
  const isVerified = marks.some((mark) => mark === true || mark === 1 || mark === "1");
  return isVerified && typeof email === "string" ? email.trim().toLowerCase() : undefined;
}
