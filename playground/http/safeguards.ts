import type { IncomingMessage, ServerResponse } from "node:http";

/*
 * The playground acts for everybody in it, so a page of another site must not reach it. Such a page
 * could use its own name that resolves to loopback (DNS rebinding). It could send a form or a fetch
 * (CSRF), or frame the page (clickjacking).
 */

const NAMES = ["localhost", "127.0.0.1", "[::1]"];

export interface Refused {
  readonly status: number;
  readonly error: string;
}

/**
 * @returns why a request is refused, or nothing. It must come from our own page, under a loopback
 * name with our own port.
 */
export function refusal(request: IncomingMessage, path: string): Refused | undefined {
  const port = request.socket.localPort;
  const hosts = NAMES.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || !hosts.includes(host)) return { status: 403, error: "host" };
  const { origin } = request.headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`)
    return { status: 403, error: "origin" };
  // Only the page itself may be opened from elsewhere, by following a link.
  const site = request.headers["sec-fetch-site"];
  const linked =
    path === "/" &&
    request.headers["sec-fetch-mode"] === "navigate" &&
    request.headers["sec-fetch-dest"] === "document";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !linked)
    return { status: 403, error: "site" };
  if (request.method !== "POST") return undefined;
  // Some browsers leave Origin out of a page's request to its own site; no page can forge what
  // Sec-Fetch-Site says.
  if (origin === undefined && site !== "same-origin") return { status: 403, error: "origin" };
  const type = request.headers["content-type"];
  if (type === undefined || !/^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(type.trim()))
    return { status: 415, error: "content_type" };
  return undefined;
}

/** On every answer of the playground's. */
export function setHeaders(response: ServerResponse): void {
  response.setHeader(
    "content-security-policy",
    "default-src 'self'; img-src 'self' data:; object-src 'none'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  response.setHeader("cache-control", "no-store");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
}
