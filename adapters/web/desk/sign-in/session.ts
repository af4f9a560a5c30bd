import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Session } from "../../../../src/platform/web.ts";
import type { Open } from "../../open.ts";
import type { WebParts } from "../../parts.ts";
import { problem } from "../../problem.ts";
import type { Env } from "../../serve.ts";
import { loadCharts } from "../draw/draw-chart.ts";
import type { Left } from "./provider.ts";
import { type SiteParts, accountOf } from "../site.ts";

const options = (address: string) =>
  ({
    httpOnly: true,
    sameSite: "Lax",
    // A browser keeps no Secure cookie of a plain loopback address.
    secure: address.startsWith("https:"),
  }) as const;

/**
 * In a frame of another site a browser sends a cookie only if it says SameSite=None. Partitioned: a
 * page of any other site that frames or calls us does not have it.
 */
export const cookieOptions = ({ site, address }: SiteParts) => {
  const common = { ...options(address()), path: site.root };
  return site.frame === undefined || !common.secure
    ? common
    : ({ ...common, secure: true, sameSite: "None", partitioned: true } as const);
};

/** What routes behind a sign-in find in their context. */
export interface SignedIn extends Env {
  Variables: { readonly session: Session };
}

/** @param base the path above the pages of the session's person */
export const secretOf = (c: Context, { site }: SiteParts, base: string): string | undefined =>
  getCookie(c, site.cookie(base));

/** A new session. One that the browser had before ends with it. */
export async function begin(
  c: Context,
  parts: SiteParts,
  { secret, base }: { readonly secret: string; readonly base: string },
): Promise<void> {
  const before = secretOf(c, parts, base);
  if (before !== undefined) await parts.web.signOut(before);
  setCookie(c, parts.site.cookie(base), secret, cookieOptions(parts));
  loadCharts();
}

const leftName = "handrail_sign_in";
const leftOptions = (address: string) =>
  ({ ...options(address), path: "/desk/sign-in", maxAge: 600 }) as const;

/** What belongs to a sign-in at the identity provider, in the browser that began it. */
export const keepLeft = (c: Context, parts: WebParts, { state, nonce, verifier }: Left): void =>
  setCookie(c, leftName, [state, nonce, verifier].join("."), leftOptions(parts.address()));

/** It serves one coming back. */
export function takeLeft(c: Context, parts: WebParts): Left | undefined {
  const kept = getCookie(c, leftName);
  if (kept === undefined) return undefined;
  deleteCookie(c, leftName, leftOptions(parts.address()));
  const [state, nonce, verifier] = kept.split(".");
  return state && nonce && verifier ? { state, nonce, verifier } : undefined;
}

/** Whose pages this request may see: the session's own, and under no other person's path. */
export async function sessionOf(c: Context, parts: SiteParts): Promise<Session | undefined> {
  const secret = secretOf(c, parts, parts.site.base(c));
  const session = secret === undefined ? undefined : await parts.web.session(secret);
  return session !== undefined && parts.site.home(session.as) === parts.site.base(c)
    ? session
    : undefined;
}

/** Lets a request through that has a session: without one a page leads to signing in, data gets 401. */
export const signedIn =
  (parts: SiteParts, asks: "page" | "data"): MiddlewareHandler<SignedIn> =>
  async (c, next) => {
    const session = await sessionOf(c, parts);
    if (session === undefined)
      return asks === "data" ? problem(c, 401) : c.redirect(parts.site.door, 302);
    c.env.known();
    c.set("session", session);
    return next();
  };

/** Ends the session that this browser has here, and what is open with it. */
export async function signOut(c: Context, parts: SiteParts, open: Open): Promise<Response> {
  const base = parts.site.base(c);
  const secret = secretOf(c, parts, base);
  const session = secret === undefined ? undefined : await parts.web.session(secret);
  if (secret !== undefined) await parts.web.signOut(secret);
  if (session !== undefined) open.signedOut(accountOf(session.as));
  deleteCookie(c, parts.site.cookie(base), cookieOptions(parts));
  return c.redirect(parts.site.after, 303);
}
