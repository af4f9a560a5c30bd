import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { msg } from "../../../src/platform/text.ts";
import type { WebFile } from "../../../src/platform/web.ts";
import type { WebParts } from "../parts.ts";
import type { Env } from "../serve.ts";
import { signInLimit } from "./sign-in/limit.ts";
import { door } from "./sign-in/sign-in.ts";
import { sayTo, strangerTo } from "./draw/write.ts";

/** A file, once, for who comes with a link of a chat. It signs nobody in. */
export function fetchRoutes({ web }: WebParts): Hono<Env> {
  const app = new Hono<Env>();
  // A preview uses nothing up: only the button does.
  app.get("/fetch/:link", (c) => {
    const reader = strangerTo(c);
    const button = html`<form method="post">
      <button class="main">${sayTo(reader)(msg("button.download"))}</button>
    </form>`;
    return c.html(door(reader, [msg("web.fileOnce")], button, "web.file"));
  });
  app.post("/fetch/:link", signInLimit(), async (c) => {
    const file = await web.fileOnce(c.req.param("link"));
    if (file !== undefined) return saved(c, file);
    const lines = [msg("web.linkOver"), msg("web.fileAgain")];
    return c.html(door(strangerTo(c), lines, undefined, "web.file"), 410);
  });
  return app;
}

export const saved = (c: Context, { bytes, type, name }: WebFile) =>
  c.body(new Uint8Array(bytes), 200, {
    "content-type": type,
    "content-disposition": `attachment; filename="${name}"`,
  });
