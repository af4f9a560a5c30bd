import { type Context, Hono, type MiddlewareHandler } from "hono";
import { html } from "hono/html";
import { type Line, type MessageKey, type Reader, msg } from "../../../../src/platform/text.ts";
import type { Company } from "../../../../src/platform/web.ts";
import type { Open } from "../../open.ts";
import type { SignIn } from "../../parts.ts";
import type { Env } from "../../serve.ts";
import { framed } from "../draw/layout.ts";
import { signInLimit } from "./limit.ts";
import { Provider } from "./provider.ts";
import { begin, keepLeft, signOut, takeLeft } from "./session.ts";
import type { SiteParts } from "../site.ts";
import { type Html, all, sayTo, strangerTo } from "../draw/write.ts";

/** Signing in and out. */
export function signInRoutes(parts: SiteParts, open: Open): Hono<Env> {
  const app = new Hono<Env>();
  const limit = signInLimit();

  app.get("/sign-in", (c) => {
    const reader = strangerTo(c);
    const provider = html`<p>
      <a class="button main" href="/desk/sign-in/provider"
        >${sayTo(reader)(msg("button.withCompany"))}</a
      >
    </p>`;
    const lines = [msg("web.askForLink"), msg("web.linkSpan")];
    return c.html(door(reader, lines, parts.signIn === undefined ? undefined : provider));
  });
  if (parts.signIn !== undefined) app.route("/sign-in", providerRoutes(parts, parts.signIn, limit));

  // A preview, or somebody else's program that reads links, uses nothing up: only the button does.
  app.get("/sign-in/:link", (c) => {
    const say = sayTo(strangerTo(c));
    const button = html`<form method="post">
      <button class="main">${say(msg("button.signIn"))}</button>
    </form>`;
    return c.html(door(strangerTo(c), [msg("web.onceOnly")], button));
  });

  app.post("/sign-in/:link", limit, async (c) => {
    const secret = await parts.web.signIn({ link: c.req.param("link") });
    return typeof secret === "string" ? enter(c, parts, secret) : usedUp(c);
  });

  app.post("/sign-out", (c) => signOut(c, parts, open));
  return app;
}

/** Signing in with the company's identity provider: there, and back. */
function providerRoutes(
  parts: SiteParts,
  settings: SignIn,
  limit: MiddlewareHandler<Env>,
): Hono<Env> {
  const app = new Hono<Env>();
  const provider = new Provider(settings, () => `${parts.address()}/desk/sign-in/callback`);
  const away = (c: Context, error: unknown) => {
    const fault = error instanceof Error ? error.name : "unknown";
    parts.log.warn({ fault }, "the identity provider did not sign somebody in");
    return c.html(door(strangerTo(c), [msg("web.noProvider"), msg("web.askForLink")]), 502);
  };
  app.get("/provider", limit, async (c) => {
    try {
      const { to, left } = await provider.leave();
      keepLeft(c, parts, left);
      return c.redirect(to.href, 302);
    } catch (error) {
      return away(c, error);
    }
  });
  app.get("/callback", limit, async (c) => {
    const left = takeLeft(c, parts);
    if (left === undefined) return usedUp(c);
    let email: string | undefined;
    try {
      email = await provider.comeBack(new URL(c.req.url).search, left);
    } catch (error) {
      return away(c, error);
    }
    const secret = email === undefined ? undefined : await parts.web.signIn({ email });
    if (typeof secret === "object") return c.html(choice(strangerTo(c), secret));
    return secret === undefined
      ? c.html(door(strangerTo(c), [msg("web.nobodyOfEmail"), msg("web.askForLink")]), 403)
      : enter(c, parts, secret);
  });
  return app;
}

/** Somebody whom several organisations know by their address. */
const choice = (reader: Reader, companies: readonly Company[]): Html =>
  door(
    reader,
    [msg("web.whichCompany")],
    html`<div class="buttons">
      ${all(
        companies.map(
          ({ name, link }) =>
            html`<form method="post" action="/desk/sign-in/${link}">
              <button>${name}</button>
            </form>`,
        ),
      )}
    </div>`,
  );

async function enter(c: Context, parts: SiteParts, secret: string): Promise<Response> {
  await begin(c, parts, { secret, base: "/desk" });
  return c.redirect("/desk", 303);
}

const usedUp = (c: Context) =>
  c.html(door(strangerTo(c), [msg("web.linkOver"), msg("web.askForLink")]), 410);

/** A page for who has not signed in. */
export function door(
  reader: Reader,
  lines: readonly Line[],
  below?: Html,
  called: MessageKey = "web.signIn",
): Html {
  const say = sayTo(reader);
  return framed({
    base: "/desk",
    title: say(msg(called)),
    reader,
    main: html`<section class="door">
      <h1>${say(msg(called))}</h1>
      ${all(lines.map((line) => html`<p>${say(line)}</p>`))} ${below ?? ""}
    </section>`,
  });
}
