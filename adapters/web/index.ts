import { Hono } from "hono";
import type { WebDoor } from "../../src/platform/web.ts";
import { apiRoutes } from "./api/index.ts";
import { deskRoutes } from "./desk/routes.ts";
import { tabRoutes } from "./desk/tab.ts";
import { failed } from "./failed.ts";
import { headersFor } from "./headers.ts";
import { Open } from "./open.ts";
import type { WebParts } from "./parts.ts";
import { problem } from "./problem.ts";
import { type Env, serveWith } from "./serve.ts";

/** The pages and the data of Handrail: what browsers and programs of people reach. */
export function webDoor(parts: WebParts): Pick<WebDoor, "handle" | "stop"> {
  const open = new Open();
  return {
    handle: serveWith(webApp(parts, open)),
    stop: () => open.close(),
  };
}

/** Every route there is. */
export function webApp(parts: WebParts, open: Open): Hono<Env> {
  const app = new Hono<Env>();
  app.use(headersFor(parts));
  app.route("/desk", deskRoutes(parts, open));
  if (parts.frame !== undefined) app.route("/tab", tabRoutes(parts, parts.frame, open));
  app.route("/api/v1", apiRoutes(parts));
  app.notFound((c) => problem(c, 404));
  app.onError(failed(parts));
  return app;
}
