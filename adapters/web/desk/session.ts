import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Session } from "../../../src/platform/web.ts";
import type { WebParts } from "../parts.ts";
import { problem } from "../problem.ts";
import type { Env } from "../serve.ts";

const name = "handrail_session";
const options = (address: string) =>
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
