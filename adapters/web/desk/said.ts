import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { html } from "hono/html";
import type { Notice } from "../../../src/platform/view.ts";
import { cookieOptions, secretOf } from "./sign-in/session.ts";
import type { SiteParts } from "./site.ts";
import { type Html, type Say, all, nothing } from "./draw/write.ts";

/*
 * What came of a press, said once on the page that the browser is sent back to: a reload sends
 * nothing again. It travels in a cookie that the session's own secret signs, so nobody else can put
 * words on a page.
 */

const name = "handrail_said";
/** In seconds: a redirect takes less. */
const kept = 60;
/** What a cookie holds, by the sizes that browsers keep (RFC 6265, 6.1), with the signature. */
const longest = 2_500;

/** Only sentences: what can be pressed, or is shown once, needs a page of its own. */
const sentences = (notice: Notice): boolean =>
  notice.buttons.length === 0 &&
  Object.entries(notice).every(([part, value]) => plain.has(part) || value === undefined);
const plain: ReadonlySet<string> = new Set(["kind", "tone", "lines", "lasting", "buttons"]);

/** @returns whether it is kept; false: it has to be shown in the answer itself */
export async function keepSaid(
  c: Context,
  parts: SiteParts,
  notice: Notice,
  say: Say,
): Promise<boolean> {
  const secret = secretOf(c, parts, parts.site.base(c));
  const value = Buffer.from(JSON.stringify(notice.lines.map(say))).toString("base64url");
  if (secret === undefined || !sentences(notice) || value.length > longest) return false;
  const its = { ...cookieOptions(parts), maxAge: kept };
  await setSignedCookie(c, name, value, secret, its);
  return true;
}

/** It is said once. */
export async function takeSaid(c: Context, parts: SiteParts): Promise<Html> {
  const secret = secretOf(c, parts, parts.site.base(c));
  const value = secret === undefined ? undefined : await getSignedCookie(c, secret, name);
  if (!value) return nothing;
  deleteCookie(c, name, cookieOptions(parts));
  const lines = JSON.parse(Buffer.from(value, "base64url").toString()) as string[];
  return html`<div class="outcome" role="status" tabindex="-1" autofocus>
    ${all(lines.map((line) => html`<p>${line}</p>`))}
  </div>`;
}
