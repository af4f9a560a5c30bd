import { type Context, Hono } from "hono";
import type { WebParts } from "../parts.ts";
import type { Open } from "../open.ts";
import { problem } from "../problem.ts";
import type { Env } from "../serve.ts";
import { script, served, style } from "./assets.ts";
import { fetchRoutes } from "./files.ts";
import { liveStream } from "./live.ts";
import { pageRoutes } from "./pages.ts";
import { shownPage } from "./shown-page.ts";
import { signInRoutes } from "./sign-in/sign-in.ts";
import { deskSite } from "./site.ts";

/** `/desk/…`: the pages in a browser. Each page says who may open it. */
export function deskRoutes(web: WebParts, open: Open): Hono<Env> {
  const parts = { ...web, site: deskSite };
  const app = new Hono<Env>();
  app.get("/assets/:file", (c) => served(c, [style, script]));
  app.route("/", signInRoutes(parts, open));
  app.get("/wall/:wall", async (c: Context<Env, "/wall/:wall">) => {
    const wall = c.req.param("wall");
    const reply = await parts.web.page("now", { wall }, {});
    if (!("refused" in reply)) c.env.known();
    return shownPage(c, parts, reply, {
      here: "now",
      live: `/desk/wall/${wall}/live`,
      wall: true,
    });
  });
  app.get("/wall/:wall/live", async (c) => {
    const visitor = { wall: c.req.param("wall") };
    // A stranger's address takes none of the places of streams.
    const reply = await parts.web.page("now", visitor, {});
    return "refused" in reply ? problem(c, 404) : liveStream(c, parts, open, "now", visitor);
  });
  app.route("/", fetchRoutes(parts));
  app.route("/", pageRoutes(parts, open));
  return app;
}
