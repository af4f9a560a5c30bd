import type { Json } from "../slack/types.ts";

/** The client id of Teams in a browser, as Microsoft documents it (docs/platforms.md T47). */
const teamsOnTheWeb = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346";

/** What a token of version 2 says that Teams' single sign-on gives the tab of somebody. */
export function tabClaims(
  issuer: { readonly appId: string; readonly origin: string; readonly tenant: string },
  account: string,
): Json {
  const seconds = Math.floor(Date.now() / 1_000);
  return {
    aud: issuer.appId,
    iss: `${issuer.origin}/${issuer.tenant}/v2.0`,
    iat: seconds - 60,
    nbf: seconds - 60,
    exp: seconds + 3_600,
    azp: teamsOnTheWeb,
    azpacr: "0",
    oid: account,
    scp: "access_as_user",
    tid: issuer.tenant,
    ver: "2.0",
  };
}
