import type { Context } from "hono";
import { html } from "hono/html";
import { msg } from "../../../src/platform/text.ts";
import type { PageReply } from "../../../src/platform/web.ts";
import { type Layout, framed } from "./draw/layout.ts";
import { type SentForm, drawn } from "./draw/page.ts";
import type { SiteParts } from "./site.ts";
import { type Html, nothing, sayTo } from "./draw/write.ts";

interface Around extends Pick<Layout, "here" | "live" | "name" | "wall"> {
  /** What came of the press before. */
  readonly said?: Html;
  readonly sent?: SentForm;
}

/** A page in its frame, or why there is none. */
export function shownPage(
  c: Context,
  { site }: SiteParts,
  reply: PageReply,
  { said = nothing, sent, ...around }: Around,
  status: 200 | 422 = 200,
) {
  const { reader, menu } = reply;
  const say = sayTo(reader);
  const common = { base: site.base(c), platform: site.frame, reader, menu };
  if (!("refused" in reply)) {
    const title = say(reply.page.title);
    const { again } = reply.page;
    return c.html(
      framed({ ...common, ...around, title, again, main: html`${said}${drawn(reply, sent)}` }),
      status,
    );
  }
  const isUnknown = reply.refused === "unknown";
  const title = say(msg(isUnknown ? "web.notFound" : "web.notForYou"));
  const main = html`${said}
    <section class="door">
      <h1>${title}</h1>
      <p>${say(reply.line)}</p>
    </section>`;
  const { name } = around;
  return c.html(framed({ ...common, name, title, main }), isUnknown ? 404 : 403);
}
