import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { msg } from "../../../src/platform/text.ts";
import type { PageRefused } from "../../../src/platform/web.ts";
import type { WebParts } from "../parts.ts";
import type { Open } from "../open.ts";
import { problem } from "../problem.ts";
import type { Env } from "../serve.ts";
import { assets } from "./assets.ts";
import { fileRoutes } from "./files.ts";
import { framed } from "./layout.ts";
import { liveStream } from "./live.ts";
import { pageOf } from "./page.ts";
import { pressRoutes } from "./press.ts";
import { takeSaid } from "./said.ts";
import { type SignedIn, secretOf, signedIn } from "./session.ts";
import { signInRoutes } from "./sign-in.ts";
import { type Html, nothing, sayTo } from "./write.ts";

/** `/desk/…`: the pages for people who look after others. */
export function deskRoutes(parts: WebParts, open: Open): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/assets/:file", (c) => {
    const found = assets.get(c.req.path);
    if (found === undefined) return problem(c, 404);
    const zips = /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
    return c.body(new Uint8Array(zips ? found.zipped : found.body), 200, {
      "content-type": found.type,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      ...(zips ? { "content-encoding": "gzip" } : {}),
    });
  });
  app.route("/", signInRoutes(parts));
  app.get("/wall/:wall", async (c) => {
    const wall = c.req.param("wall");
    const reply = await parts.web.page("now", { wall }, {});
    if ("refused" in reply) return refusedPage(c, reply);
    c.env.known();
    return c.html(pageOf(reply, { here: "now", live: `/desk/wall/${wall}/live`, wall: true }));
  });
  app.get("/wall/:wall/live", (c) =>
    liveStream(c, parts, open, "now", { wall: c.req.param("wall") }),
  );
  app.get("/live/:page", signedIn(parts, "data"), (c) =>
    liveStream(c, parts, open, c.req.param("page"), c.get("session"), async () => {
      const secret = secretOf(c);
      return secret !== undefined && (await parts.web.session(secret)) !== undefined;
    }),
  );
  app.route("/do", pressRoutes(parts));
  app.route("/", fileRoutes(parts));
  app.get("/", signedIn(parts, "page"), (c) => c.redirect("/desk/now", 302));
  app.get("/:page", signedIn(parts, "page"), (c) => shown(c, parts, c.req.param("page")));
  return app;
}

async function shown(c: Context<SignedIn>, parts: WebParts, here: string) {
  const { web } = parts;
  const session = c.get("session");
  const reply = await web.page(here, session, c.req.query());
  const said = await takeSaid(c, parts);
  if ("refused" in reply) return refusedPage(c, reply, session.name, said);
  const live = web.isLive(here) ? `/desk/live/${here}` : undefined;
  return c.html(pageOf(reply, { here, live, name: session.name, said }));
}

function refusedPage(
  c: Context,
  { refused, line, reader, menu }: PageRefused,
  name?: string,
  said: Html = nothing,
) {
  const say = sayTo(reader);
  const title = say(msg(refused === "unknown" ? "web.notFound" : "web.notForYou"));
  const main = html`${said}
    <section class="door">
      <h1>${title}</h1>
      <p>${say(line)}</p>
    </section>`;
  return c.html(framed({ title, reader, menu, name, main }), refused === "unknown" ? 404 : 403);
}
