import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Session } from "../../../src/platform/web.ts";
import type { WebParts } from "../parts.ts";
import { problem } from "../problem.ts";
import type { Env } from "../serve.ts";
import type { Left } from "./provider.ts";

const name = "handrail_session";
export const options = (address: string) =>
  ({
    path: "/desk",
    httpOnly: true,
    sameSite: "Lax",
    // A browser keeps no Secure cookie of a plain loopback address.
    secure: address.startsWith("https:"),
  }) as const;

/** What routes behind a sign-in find in their context. */
export interface SignedIn extends Env {
  Variables: { readonly session: Session };
}

export const secretOf = (c: Context): string | undefined => getCookie(c, name);

export const keepSecret = (c: Context, parts: WebParts, secret: string): void =>
  setCookie(c, name, secret, options(parts.address()));

export const dropSecret = (c: Context, parts: WebParts): void =>
  void deleteCookie(c, name, options(parts.address()));

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

/** Lets a request through that has a session: without one a page leads to signing in, data gets 401. */
export const signedIn =
  (parts: WebParts, asks: "page" | "data"): MiddlewareHandler<SignedIn> =>
  async (c, next) => {
    const secret = secretOf(c);
    const session = secret === undefined ? undefined : await parts.web.session(secret);
    if (session === undefined)
      return asks === "data" ? problem(c, 401) : c.redirect("/desk/sign-in", 302);
    c.env.known();
    c.set("session", session);
    return next();
  };
