import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { msg } from "../../../src/platform/text.ts";
import type { PageReply } from "../../../src/platform/web.ts";
import type { Open } from "../open.ts";
import { problem } from "../problem.ts";
import { type Frame, framed } from "./layout.ts";
import { liveStream } from "./live.ts";
import { drawn } from "./page.ts";
import { pressRoutes } from "./press.ts";
import { type SignedIn, sessionOf, signedIn } from "./session.ts";
import type { SiteParts } from "./site.ts";
import { sayTo } from "./write.ts";

/** What a signed-in person has, wherever the pages stand. */
export function pageRoutes(parts: SiteParts, open: Open): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.get("/live/:page", signedIn(parts, "data"), (c) =>
    liveStream(
      c,
      parts,
      open,
      c.req.param("page"),
      c.get("session"),
      async () => (await sessionOf(c, parts)) !== undefined,
    ),
  );
  app.route("/do", pressRoutes(parts, open));
  app.get("/files/:kind/:id", signedIn(parts, "page"), async (c) => {
    const { kind, id } = c.req.param();
    const file = await parts.web.file(kind, id, c.get("session").as);
    if (file === undefined) return problem(c, 404);
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
    });
  });
  app.get("/", signedIn(parts, "page"), (c) =>
    c.redirect(`${parts.site.base(c)}/${parts.site.first}`, 302),
  );
  app.get("/:page", signedIn(parts, "page"), async (c) => {
    const here = c.req.param("page");
    const { web, site } = parts;
    const session = c.get("session");
    const reply = await web.page(here, session, c.req.query());
    const live = web.isLive(here) ? `${site.base(c)}/live/${here}` : undefined;
    return shownPage(c, parts, reply, { here, live, name: session.name });
  });
  return app;
}

/** A page in its frame, or why there is none. */
export function shownPage(
  c: Context,
  { site }: SiteParts,
  reply: PageReply,
  around: Pick<Frame, "here" | "live" | "name" | "wall">,
) {
  const { reader, menu } = reply;
  const say = sayTo(reader);
  const common = { base: site.base(c), platform: site.frame, reader, menu };
  if (!("refused" in reply)) {
    const title = say(reply.page.title);
    const { again } = reply.page;
    return c.html(framed({ ...common, ...around, title, again, main: drawn(reply) }));
  }
  const isUnknown = reply.refused === "unknown";
  const title = say(msg(isUnknown ? "web.notFound" : "web.notForYou"));
  const main = html`<section class="door">
    <h1>${title}</h1>
    <p>${say(reply.line)}</p>
  </section>`;
  const { name } = around;
  return c.html(framed({ ...common, name, title, main }), isUnknown ? 404 : 403);
}
