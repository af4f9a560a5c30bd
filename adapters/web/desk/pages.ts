import { Hono } from "hono";
import type { Open } from "../open.ts";
import { problem } from "../problem.ts";
import { saved } from "./files.ts";
import { liveStream } from "./live.ts";
import { pressRoutes } from "./press.ts";
import { takeSaid } from "./said.ts";
import { type SignedIn, sessionOf, signedIn } from "./sign-in/session.ts";
import { shownPage } from "./shown-page.ts";
import type { SiteParts } from "./site.ts";

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
    return file === undefined ? problem(c, 404) : saved(c, file);
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
    const said = await takeSaid(c, parts);
    return shownPage(c, parts, reply, { here, live, name: session.name, said });
  });
  return app;
}
