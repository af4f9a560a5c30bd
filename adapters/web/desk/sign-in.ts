import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { type Line, type Reader, msg } from "../../../src/platform/text.ts";
import type { WebParts } from "../parts.ts";
import type { Env } from "../serve.ts";
import { framed } from "./layout.ts";
import { signInLimit } from "./limit.ts";
import { dropSecret, keepSecret, secretOf } from "./session.ts";
import { type Html, all, sayTo, strangerTo } from "./write.ts";

/** Signing in and out. */
export function signInRoutes(parts: WebParts): Hono<Env> {
  const app = new Hono<Env>();
  const limit = signInLimit();

  app.get("/sign-in", (c) =>
    c.html(door(strangerTo(c), [msg("web.askForLink"), msg("web.linkSpan")])),
  );

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
    return secret === undefined ? usedUp(c) : enter(c, parts, secret);
  });

  app.post("/sign-out", async (c) => {
    const secret = secretOf(c);
    if (secret !== undefined) await parts.web.signOut(secret);
    dropSecret(c, parts);
    return c.redirect("/desk/sign-in", 303);
  });
  return app;
}

/** A new session. One that the browser had before ends with it. */
async function enter(c: Context, parts: WebParts, secret: string): Promise<Response> {
  const before = secretOf(c);
  if (before !== undefined) await parts.web.signOut(before);
  keepSecret(c, parts, secret);
  return c.redirect("/desk", 303);
}

const usedUp = (c: Context) =>
  c.html(door(strangerTo(c), [msg("web.linkOver"), msg("web.askForLink")]), 410);

function door(reader: Reader, lines: readonly Line[], below?: Html): Html {
  const say = sayTo(reader);
  return framed({
    title: say(msg("web.signIn")),
    reader,
    main: html`<section class="door">
      <h1>${say(msg("web.signIn"))}</h1>
      ${all(lines.map((line) => html`<p>${say(line)}</p>`))} ${below ?? ""}
    </section>`,
  });
}
