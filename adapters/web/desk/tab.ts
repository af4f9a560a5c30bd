import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Frame, FrameRefusal } from "../../../src/platform/frame.ts";
import { type MessageKey, type Reader, msg } from "../../../src/platform/text.ts";
import type { Open } from "../open.ts";
import type { WebParts } from "../parts.ts";
import type { Env } from "../serve.ts";
import { served } from "./assets.ts";
import { chatLink, framed } from "./draw/layout.ts";
import { pageRoutes } from "./pages.ts";
import { begin, sessionOf, signOut } from "./sign-in/session.ts";
import { type SiteParts, seat, tabSite } from "./site.ts";
import { tabAssets } from "./tab-assets.ts";
import { type Html, all, sayTo, strangerTo } from "./draw/write.ts";

/**
 * One sentence while no signature vouches for who asks: else a stranger reads which companies we
 * serve. The log has the reason.
 */
const sentences: Readonly<Record<FrameRefusal | "nobody", MessageKey>> = {
  unreadable: "tab.unverified",
  workspace: "tab.unverified",
  keys: "tab.unverified",
  expired: "tab.expired",
  foreign: "tab.foreign",
  nobody: "tab.nobody",
};

/**
 * `/tab/…`: the same pages inside a chat platform's client. The platform says who looks: its script
 * sends a token as a form, and the token becomes a session like any other.
 */
export function tabRoutes(web: WebParts, frame: Frame, open: Open): Hono<Env> {
  const parts: SiteParts = { ...web, site: tabSite(frame) };
  const app = new Hono<Env>();
  app.get("/assets/:file", (c) => served(c, Object.values(tabAssets(frame))));
  app.get("/", (c) => c.html(beginning(frame, strangerTo(c))));
  app.get("/out", (c) => c.html(door(frame, strangerTo(c), ["tab.out"], again(strangerTo(c)))));
  // Not limited by address: an office opens its tabs at once, and a bad token costs us no query.
  app.post("/sign-in", (c) => signIn(c, parts, frame));
  const own = new Hono<Env>();
  // Without a cookie the next page would lead back here for ever.
  own.get("/begun", async (c) =>
    (await sessionOf(c, parts)) === undefined
      ? c.html(door(frame, strangerTo(c), ["tab.noCookie", "tab.help"], again(strangerTo(c))), 403)
      : c.redirect(`${parts.site.base(c)}/${parts.site.first}`, 302),
  );
  own.post("/sign-out", (c) => signOut(c, parts, open));
  own.route("/", pageRoutes(parts, open));
  app.route(`/${seat}`, own);
  return app;
}

async function signIn(c: Context<Env>, parts: SiteParts, frame: Frame): Promise<Response> {
  const { web, core, site, address } = parts;
  const form = new URLSearchParams(await c.req.text());
  const vouched = await frame.vouches(form.get("token") ?? "", {
    address: address(),
    knows: (...workspace) => web.knows(...workspace),
  });
  const secret = "refused" in vouched ? undefined : await web.signIn({ account: vouched.sender });
  if ("refused" in vouched || typeof secret !== "string") {
    const why = "refused" in vouched ? vouched.refused : "nobody";
    core.refused?.(frame.platform, `tab_${why}`);
    const reader = strangerTo(c);
    return c.html(door(frame, reader, [sentences[why], "tab.help"], again(reader)), 403);
  }
  const base = site.home(vouched.sender);
  await begin(c, parts, { secret, base });
  return c.redirect(`${base}/begun`, 303);
}

/** Until the script has asked; what it cannot do is said by what stands hidden. */
function beginning(frame: Frame, reader: Reader): Html {
  const say = sayTo(reader);
  const problem = (name: string, key: MessageKey) =>
    html`<div data-problem="${name}" role="alert" hidden>
      <p>${say(msg(key))}</p>
      <p>${say(msg("tab.help"))}</p>
      ${chatLink(frame, say)}
    </div>`;
  const below = html`<form method="post" action="/tab/sign-in" data-sign-in>
      <input type="hidden" name="token" />
    </form>
    <p data-wait role="status">${say(msg("tab.wait"))}</p>
    ${problem("outside", "tab.outside")} ${problem("refused", "tab.noToken")}
    <noscript><p>${say(msg("tab.noScript"))}</p></noscript>`;
  return door(frame, reader, [], below);
}

const again = (reader: Reader): Html =>
  html`<p><a class="button main" href="/tab">${sayTo(reader)(msg("button.signIn"))}</a></p>`;

function door(frame: Frame, reader: Reader, lines: readonly MessageKey[], below: Html): Html {
  const say = sayTo(reader);
  return framed({
    base: "/tab",
    platform: frame,
    title: say(msg("web.signIn")),
    reader,
    main: html`<section class="door">
      <h1>Handrail</h1>
      ${all(lines.map((line) => html`<p>${say(msg(line))}</p>`))} ${below}
    </section>`,
  });
}
