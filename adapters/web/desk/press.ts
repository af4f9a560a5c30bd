import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { isId } from "../../../src/kernel/ids.ts";
import type { Gesture, Reply } from "../../../src/platform/adapter.ts";
import type { Reader } from "../../../src/platform/text.ts";
import type { Notice } from "../../../src/platform/view.ts";
import type { Session } from "../../../src/platform/web.ts";
import type { WebParts } from "../parts.ts";
import { problem } from "../problem.ts";
import { type Typed, buttonForm, formOf, hidden, openedBy, secretOnce } from "./form.ts";
import { framed } from "./layout.ts";
import { backTo, pageOf } from "./page.ts";
import { keepSaid } from "./said.ts";
import { type SignedIn, secretOf, signedIn } from "./session.ts";
import { type Html, all, nothing, sayTo } from "./write.ts";

const actionShape = /^[a-z]+\.[a-zA-Z]+$/;
const longestArgument = 200;

/**
 * Buttons and forms of pages: gestures of the signed-in person, as a press in a chat is. So they
 * have the same rules, rights and receipts.
 */
export function pressRoutes(parts: WebParts): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.post("/", signedIn(parts, "page"), async (c) => {
    const sent = await sentBy(c);
    const gesture = sent && gestureOf(sent, c.get("session"));
    if (sent === undefined || gesture === undefined) return problem(c, 400);
    const reply = await parts.core.receive(gesture);
    const back = backOf(c, sent);
    if (reply.form !== undefined || reply.errors !== undefined)
      return answered(c, parts, sent, reply, back);
    const { notice, reader } = reply;
    if (notice === undefined || (await isSaidThere(c, parts, notice, reader)))
      return c.redirect(back, 303);
    return c.html(noticePage(c.get("session"), reader, notice, back));
  });
  return app;
}

/** The page says it, so that a reload sends nothing again; a press may have ended the session. */
async function isSaidThere(c: Context, parts: WebParts, notice: Notice, reader: Reader) {
  const secret = secretOf(c);
  const stays = secret !== undefined && (await parts.web.session(secret)) !== undefined;
  return stays && keepSaid(c, parts, notice, sayTo(reader));
}

type Sent = Readonly<Record<string, string>>;

/** `undefined`: files, names that come twice, or a body that is no form. */
async function sentBy(c: Context): Promise<Sent | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? ""))
    return undefined;
  const pairs = [...new URLSearchParams(await c.req.text())];
  const sent = Object.fromEntries(pairs);
  return Object.keys(sent).length === pairs.length ? sent : undefined;
}

function gestureOf(sent: Sent, { as: sender }: Session): Gesture | undefined {
  const { once = "", subject, argument, press, submit } = sent;
  if (!isId(once) || (subject !== undefined && !isId(subject))) return undefined;
  if ((argument?.length ?? 0) > longestArgument) return undefined;
  const common = { sender, delivery: `desk ${sender.account} ${once}`, subject, argument };
  if (press !== undefined && actionShape.test(press))
    return { ...common, kind: "press", action: press };
  if (submit === undefined || !actionShape.test(submit)) return undefined;
  return { ...common, kind: "submit", form: submit, values: valuesOf(sent) };
}

const valuesOf = (sent: Sent): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) =>
      name.startsWith("field.") ? [[name.slice("field.".length), value] as const] : [],
    ),
  );

/** The page where it was pressed; a form on a page of its own names it. Else the first page. */
function backOf(c: Context, { back }: Sent): string {
  const from = URL.parse(back ?? c.req.header("referer") ?? "", "http://page.invalid");
  const own =
    from !== null && /^\/desk\/[a-z-]+$/.test(from.pathname) && from.pathname !== "/desk/do";
  return own ? `${from.pathname}${from.search}` : "/desk";
}

async function answered(
  c: Context<SignedIn>,
  parts: WebParts,
  sent: Sent,
  reply: Reply,
  back: string,
): Promise<Response> {
  const session = c.get("session");
  const { reader } = reply;
  if (reply.form !== undefined)
    return c.html(formPage(session, reader, reply.form, openedBy(sent), {}, back));
  const typed: Typed = { values: valuesOf(sent), errors: reply.errors ?? {} };
  const { opened, openedSubject: subject, openedArgument: argument } = sent;
  const gesture =
    opened === undefined
      ? undefined
      : gestureOf(
          {
            press: opened,
            once: crypto.randomUUID(),
            ...(subject === undefined ? {} : { subject }),
            ...(argument === undefined ? {} : { argument }),
          },
          session,
        );
  const { form } = gesture === undefined ? {} : await parts.core.receive(gesture);
  if (form !== undefined) {
    const again = openedBy({ press: opened, subject, argument });
    return c.html(formPage(session, reader, form, again, typed, back), 422);
  }
  const again = await pageAgain(parts, session, sent, typed, back);
  if (again !== undefined) return c.html(again, 422);
  const lines = Object.values(reply.errors ?? {});
  const notice: Notice = { kind: "notice", tone: "urgent", lines, buttons: [] };
  return c.html(noticePage(session, reader, notice, back), 422);
}

/** The page whose form was sent, with each sentence at its field; `undefined`: it has none such. */
async function pageAgain(
  { web }: WebParts,
  session: Session,
  { submit: form }: Sent,
  typed: Typed,
  back: string,
): Promise<Html | undefined> {
  const { pathname, searchParams } = new URL(back, "http://page.invalid");
  const here = pathname.slice("/desk/".length);
  const reply = await web.page(here, session, Object.fromEntries(searchParams));
  if ("refused" in reply) return undefined;
  const isThere = reply.page.parts.some((part) => part.kind === "form" && part.form === form);
  return isThere
    ? pageOf(reply, { here, name: session.name, sent: { ...typed, form } })
    : undefined;
}

function formPage(
  { name }: Session,
  reader: Reader,
  form: NonNullable<Reply["form"]>,
  opened: Html,
  typed: Typed,
  back: string,
): Html {
  const say = sayTo(reader);
  const main = html`<section class="door">
    <h1>${say(form.title)}</h1>
    ${all(form.lines.map((line) => html`<p>${say(line)}</p>`))}
    ${all(
      (form.sections ?? []).map(
        ({ heading, rows }) =>
          html`<h2>${say(heading)}</h2>
            ${all(rows.map((row) => html`<p>${say(row.line)}</p>`))}`,
      ),
    )}
    ${formOf(form, say, reader, html`${opened}${hidden("back", back)}`, typed)} ${backTo(say, back)}
  </section>`;
  return framed({ title: say(form.title), reader, name, main });
}

function noticePage({ name }: Session, reader: Reader, notice: Notice, back: string): Html {
  const say = sayTo(reader);
  const [title = "", ...others] = notice.lines.map(say);
  const { first = [], tiles = [] } = notice;
  const buttons = [...first, ...tiles, ...notice.buttons];
  const main = html`<section class="door">
    <h1>${title}</h1>
    ${all(others.map((line) => html`<p>${line}</p>`))}
    ${notice.secret === undefined ? nothing : secretOnce(notice.secret, say)}
    ${
      buttons.length === 0
        ? nothing
        : html`<div class="buttons">${all(buttons.map((button) => buttonForm(button, say)))}</div>`
    }
    ${backTo(say, back)}
  </section>`;
  return framed({ title, reader, name, main });
}
