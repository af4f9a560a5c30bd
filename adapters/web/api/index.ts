import { OpenAPIHono } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import type { ApiKey, Scope } from "../../../src/platform/api.ts";
import { failed } from "../failed.ts";
import type { WebParts } from "../parts.ts";
import { problem } from "../problem.ts";
import type { Env as Served } from "../serve.ts";
import { minuteLimit } from "./limit.ts";
import { putShifts, readFigures, readOnShift, readRequest, routes, summon } from "./routes.ts";
import { summoned } from "./summon.ts";

interface Env extends Served {
  Variables: { readonly key: ApiKey };
}

/** Requests within a minute: with one key, and without one from one address. */
const most = { withKey: 1_200, without: 60 };

/** `/api/v1/…`: what programs may do, and the document that says so. */
export function apiRoutes(parts: WebParts): OpenAPIHono<Env> {
  const { api } = parts;
  const app = new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(({ path, message }) => ({
        at: path.join("."),
        says: message,
      }));
      return problem(c, 422, { detail: "Mend what errors names.", errors });
    },
  });
  app.onError(failed(parts, "Send JSON, with Content-Type: application/json."));
  app.openAPIRegistry.registerComponent("securitySchemes", "key", {
    ...{ type: "http", scheme: "bearer" },
    description: "A key begins with hr_. An admin makes it: npm run key -- --scopes escalate",
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Handrail",
      version: "1",
      description: "Summon a supervisor from the agent's desktop, and see who is there.",
    },
    servers: [{ url: "/api/v1" }],
  });

  const known = admitted(parts);
  for (const route of routes)
    app.use(route.getRoutingPath(), known(route["x-scope"], route.method));

  // What features answer is held against the document by a client made of it (stories/api).
  app.openapi(
    summon,
    (c) => summoned(c, parts, c.get("key"), c.req.valid("json"), c.req.valid("header")) as never,
  );
  app.openapi(readRequest, async (c) => {
    const found = await api.ask(c.get("key"), "request", c.req.valid("param"));
    return found === undefined
      ? (problem(c, 404, { detail: "There is no such request in this organisation." }) as never)
      : c.json(found as never, 200);
  });
  app.openapi(readOnShift, async (c) =>
    c.json((await api.ask(c.get("key"), "on-shift", {})) as never, 200),
  );
  app.openapi(readFigures, async (c) => {
    const { team, period } = c.req.valid("query");
    const wish = {
      ...(team === undefined ? {} : { team }),
      ...(period === undefined ? {} : { period }),
    };
    const found = await api.ask(c.get("key"), "figures", wish);
    return found === undefined
      ? (problem(c, 404, { detail: "Ask for a team that has figures of its own." }) as never)
      : c.json(found as never, 200);
  });
  app.openapi(putShifts, async (c) => {
    const { from, to, shifts } = c.req.valid("json");
    const given = shifts.map(({ person, start, end }) => ({
      person,
      start: Date.parse(start),
      end: Date.parse(end),
    }));
    const window = { from: Date.parse(from), to: Date.parse(to) };
    const taken = await api.ask(c.get("key"), "shifts", { ...window, shifts: given });
    if (taken !== undefined && "applied" in taken) return c.json(taken as never, 200);
    const isFile = taken?.refused === "file";
    return problem(c, isFile ? 409 : 422, {
      title: isFile ? "A file of shifts is the truth here" : "The window is wrong",
      detail: isFile
        ? "Take roster out of the organisation's file first."
        : "It ends after it begins, and holds two years at most.",
    }) as never;
  });
  return app;
}

/** Only a key that is in use, and that may do this. */
function admitted({ api }: WebParts) {
  const tooMany = minuteLimit(most.withKey);
  const tooManyStrangers = minuteLimit(most.without);
  return (scope: Scope, method: string) =>
    createMiddleware<Env>(async (c, next) => {
      // A HEAD is answered by the route of GET.
      const asked = c.req.method === "HEAD" ? "get" : c.req.method.toLowerCase();
      if (asked !== method) return next();
      const [, secret] = /^Bearer (hr_\S{1,200})$/i.exec(c.req.header("authorization") ?? "") ?? [];
      const key = secret === undefined ? undefined : await api.key(secret);
      if (key === undefined) {
        if (tooManyStrangers(c.env.incoming.socket.remoteAddress ?? "")) return wait(c);
        c.header("www-authenticate", 'Bearer realm="Handrail"');
        return problem(c, 401, {
          title: "A key is needed",
          detail: "Send Authorization: Bearer hr_…, with a key that is in use.",
        });
      }
      c.env.known();
      if (!key.scopes.includes(scope))
        return problem(c, 403, {
          title: "This key may not do that",
          detail: `Make one with the scope ${scope}.`,
        });
      if (tooMany(key.key)) return wait(c);
      c.set("key", key);
      return next();
    });
}

function wait(c: Parameters<typeof problem>[0]): Response {
  c.header("retry-after", "60");
  return problem(c, 429, { detail: "Try again in a minute." });
}
