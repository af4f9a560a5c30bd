import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import type { Bots } from "../bots.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Seconds that clocks may differ. */
const tolerance = 300;

export interface Expected {
  /** Our registrations: which audiences are ours. */
  readonly bots: Pick<Bots, "knows">;
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly now: () => number;
}

/** What a valid token vouches for, or a code for why it is none. */
export async function checkToken(
  header: string | undefined,
  expected: Expected,
): Promise<{ serviceUrl: string; audience: string } | { refused: string }> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? "")?.[1];
  if (token === undefined || token.length > 8_192) return { refused: "no_token" };
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== "RS256" || typeof kid !== "string" || kid === "")
      return { refused: "token_header" };
    const { issuer } = expected;
    // Not verified yet. Whoever does not even know these claims does not make us fetch keys.
    const claims = decodeJwt(token);
    const audience = claims.aud;
    if (claims.iss !== issuer || typeof audience !== "string" || !expected.bots.knows(audience))
      return { refused: "token_claims" };
    const key = await expected.keys.find(kid);
    if (key === undefined) return { refused: "token_key" };
    const { payload } = await jwtVerify(token, key, {
      algorithms: ["RS256"],
      issuer,
      audience,
      clockTolerance: tolerance,
      requiredClaims: ["exp"],
      currentDate: new Date(expected.now()),
    });
    const serviceUrl = payload["serviceurl"];
    return typeof serviceUrl === "string" && serviceUrl !== ""
      ? { serviceUrl, audience }
      : { refused: "token_serviceurl" };
  } catch {
    return { refused: "token_invalid" };
  }
}
