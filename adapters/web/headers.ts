import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { WebParts } from "./parts.ts";
import { problem } from "./problem.ts";
import type { Env } from "./serve.ts";

type HeaderParts = Pick<WebParts, "address" | "frame">;

/**
 * What a browser may do with our answers: scripts and styles from our own files only, in no frame,
 * kept by no cache. Below `/tab` the hosts of the platform that shows the pages may frame them, and
 * nobody else. A form must come from our own pages. Where we are reached by a loopback name, it
 * must be that name: a page elsewhere may lead a name of its own to this machine.
 */
export function headersFor({ address, frame }: HeaderParts): MiddlewareHandler<Env> {
  const unframed = secure(["'none'"]);
  const framed = frame === undefined ? unframed : secure([...frame.hosts]);
  const ours = csrf({ origin: (origin, c) => origin === addressed(c.req.raw, address()) });
  return async (c, next) => {
    if (isLoopback(address()) && !isLoopback(new URL(c.req.url).origin)) return problem(c, 403);
    c.header("cache-control", "no-store");
    if (address().startsWith("https:")) c.header("strict-transport-security", "max-age=31536000");
    const inFrame = /^\/tab(\/|$)/.test(c.req.path);
    const refused = await (inFrame ? framed : unframed)(c, async () => void (await ours(c, next)));
    return refused;
  };
}

/** @param frameAncestors who may frame the page */
const secure = (frameAncestors: string[]): MiddlewareHandler<Env> =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors,
    },
    referrerPolicy: "same-origin",
    strictTransportSecurity: false,
    // It knows no list of hosts, so where somebody may frame the page the policy alone says who.
    xFrameOptions: frameAncestors.includes("'none'") ? "DENY" : false,
  });

/** On loopback, whichever of its names was typed. */
const addressed = (request: Request, address: string): string =>
  isLoopback(address) ? new URL(request.url).origin : address;

const isLoopback = (origin: string): boolean =>
  /^http:\/\/(localhost|\[::1\]|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(origin);
