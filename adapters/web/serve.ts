import type { IncomingMessage } from "node:http";
import { RequestError, getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Handler, IncomingBody } from "../../src/platform/adapter.ts";

/** The largest body that a page or a program sends; shifts come by the week (docs/api.md). */
const largestBody = 64 * 1024;
const largestRoster = 1024 * 1024;
/** A form of a page names each person of a team twice: who was in it, and who is. */
const largestForm = 256 * 1024;

function largestOf({ method, url = "" }: IncomingMessage): number {
  if (method === "PUT" && url === "/api/v1/shifts") return largestRoster;
  return /^\/(?:desk|tab\/[0-9a-f]{16})\/do$/.test(url) ? largestForm : largestBody;
}

/** RFC 9457. */
const tooLarge = { type: "about:blank", title: "The request is too large", status: 413 };

/** What a route finds in `c.env` besides the request. */
export interface Bindings {
  readonly incoming: IncomingMessage;
  /** Its sender is known from here on: their connection is not closed for lack of room. */
  readonly known: () => void;
}
export interface Env {
  Bindings: Bindings;
}

/**
 * Answers requests with an app. Their bodies are read by the server's own counting reader: what
 * strangers may hold of our memory stays bounded.
 */
export function serveWith(app: Hono<Env>): Handler {
  const bodies = new WeakMap<IncomingMessage, IncomingBody>();
  const listener = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      const known = () => bodies.get(incoming)?.verified();
      return app.fetch(request, { incoming, known });
    },
    // The app's own error pages, and nothing of a fault in them. An address that is none is the
    // client's fault.
    {
      overrideGlobalObjects: false,
      errorHandler: (error) =>
        new Response(undefined, { status: error instanceof RequestError ? 400 : 500 }),
    },
  );
  return async (request, response, body) => {
    bodies.set(request, body);
    if (request.method !== "GET" && request.method !== "HEAD") {
      const read = await body.read(largestOf(request));
      if (read === "hung up") return;
      if (read === "too large") {
        response.writeHead(413, {
          "content-type": "application/problem+json",
          connection: "close",
        });
        response.end(JSON.stringify(tooLarge));
        return;
      }
      Object.assign(request, { rawBody: read });
    }
    await listener(request, response);
  };
}
