import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import type { Sender } from "../../../src/platform/adapter.ts";
import type { Asked, FrameRefusal } from "../../../src/platform/frame.ts";
import { type Registration, registrationOf } from "../../../src/platform/registrations.ts";
import type { TenantKeys } from "./tenant-keys.ts";

/*
 * The token that Teams' single sign-on gives the tab: an access token for our own registration.
 * Which claims say what: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */

/** Seconds that clocks may differ. */
const tolerance = 300;
/** Entra lets no access token live longer, whatever a tenant has set. */
const oldest = "1 day";
const longest = 8_192;
/** Of what a registration exposes, the one scope that Teams asks for (docs/platforms.md T47). */
const scope = "access_as_user";

/** Teams' own clients, for phones and desktops, and for the web (docs/platforms.md T47). */
const teamsClients: ReadonlySet<string> = new Set([
  "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
  "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",
]);
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface Expected {
  readonly apps: readonly Registration[];
  /** Of our own address, as the registration's Application ID URI names it. */
  readonly host: string;
  /** The origin of Entra's addresses in this cloud. */
  readonly login: string;
  readonly keys: Pick<TenantKeys, "find" | "has">;
  readonly now: () => number;
  readonly knows: Asked["knows"];
}

/** The Application ID URI of a tab that shares its registration with a bot. */
export const resourceOf = (host: string, appId: string): string => `api://${host}/botid-${appId}`;

/**
 * Who sent it. What a forger can write is looked at before a key is fetched, so only tokens for us,
 * of tenants that we know, make us ask for one.
 */
export async function checkTabToken(
  token: string,
  expected: Expected,
): Promise<{ readonly sender: Sender } | { readonly refused: FrameRefusal }> {
  if (token.length > longest || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token))
    return { refused: "unreadable" };
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== "RS256" || typeof kid !== "string" || kid === "") return { refused: "unreadable" };
    const said = saidBy(decodeJwt(token), expected);
    if (said === undefined) return { refused: "foreign" };
    const { tenant, account } = said;
    if (!said.isOurTenant || !(await expected.knows("teams", tenant)))
      return { refused: "workspace" };
    const key = await expected.keys.find(tenant, kid);
    if (key === undefined) return { refused: expected.keys.has(tenant) ? "unreadable" : "keys" };
    await jwtVerify(token, key, {
      algorithms: ["RS256"],
      issuer: said.issuer,
      audience: said.audience,
      clockTolerance: tolerance,
      maxTokenAge: oldest,
      requiredClaims: ["exp", "nbf", "iat"],
      currentDate: new Date(expected.now()),
    });
    return { sender: { platform: "teams", workspace: tenant, account } };
  } catch (error) {
    return { refused: error instanceof errors.JWTExpired ? "expired" : "unreadable" };
  }
}

interface Said {
  readonly tenant: string;
  readonly account: string;
  readonly isOurTenant: boolean;
  readonly issuer: string;
  readonly audience: string[];
}

/**
 * What the claims say, still unverified; `undefined`: they are not a person's, through Teams, for
 * us. Version 1 names its client `appid` and its issuer `sts.windows.net`; version 2 `azp` and the
 * place where people sign in.
 */
function saidBy(claims: JWTPayload, { apps, host, login }: Expected): Said | undefined {
  const { tid, oid, ver, aud, iss } = claims;
  const client = ver === "1.0" ? claims["appid"] : ver === "2.0" ? claims["azp"] : undefined;
  if (typeof tid !== "string" || typeof oid !== "string" || typeof aud !== "string")
    return undefined;
  const [tenant, account] = [tid.toLowerCase(), oid.toLowerCase()];
  if (!id.test(tenant) || !id.test(account)) return undefined;
  if (typeof client !== "string" || !teamsClients.has(client.toLowerCase())) return undefined;
  const { scp } = claims;
  if (typeof scp !== "string" || !scp.split(" ").includes(scope)) return undefined;
  const meant = apps.filter(({ appId }) => [appId, resourceOf(host, appId)].includes(aud));
  const issuer = ver === "1.0" ? `https://sts.windows.net/${tid}/` : `${login}/${tid}/v2.0`;
  if (meant.length === 0 || iss !== issuer) return undefined;
  const { appId } = registrationOf(apps, tenant) ?? {};
  const isOurTenant = meant.some((app) => app.appId === appId);
  return { tenant, account, isOurTenant, issuer, audience: [aud] };
}
