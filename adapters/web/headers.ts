import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { problem } from "./problem.ts";
import type { Env } from "./serve.ts";

/**
 * What a browser may do with our answers: scripts and styles from our own files only, in no frame,
 * kept by no cache. A form must come from our own pages. Where we are reached by a loopback name,
 * it must be that name: a page elsewhere may lead a name of its own to this machine.
 */
export function headersFor(address: () => string): MiddlewareHandler<Env> {
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "same-origin",
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
  });
  const ours = csrf({ origin: (origin, c) => origin === addressed(c.req.raw, address()) });
  return async (c, next) => {
    if (isLoopback(address()) && !isLoopback(new URL(c.req.url).origin)) return problem(c, 403);
    c.header("cache-control", "no-store");
    if (address().startsWith("https:")) c.header("strict-transport-security", "max-age=31536000");
    const refused = await secure(c, async () => void (await ours(c, next)));
    return refused;
  };
}

/** On loopback, whichever of its names was typed. */
const addressed = (request: Request, address: string): string =>
  isLoopback(address) ? new URL(request.url).origin : address;

const isLoopback = (origin: string): boolean =>
  /^http:\/\/(localhost|\[::1\]|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(origin);
