import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { isId } from "../../../src/kernel/ids.ts";
import type { Gesture, Reply } from "../../../src/platform/adapter.ts";
import { besides } from "../../../src/platform/beside-card.ts";
import { msg, type Reader } from "../../../src/platform/text.ts";
import type { Button, Notice } from "../../../src/platform/view.ts";
import type { Session } from "../../../src/platform/web.ts";
import { problem } from "../problem.ts";
import { cardPart, chartLines, noticePart } from "./answer.ts";
import { type Typed, formOf, nearby, openedBy } from "./form.ts";
import { framed } from "./layout.ts";
import { backTo } from "./page.ts";
import { type SignedIn, signedIn } from "./session.ts";
import type { SiteParts } from "./site.ts";
import { type Html, all, nothing, sayTo } from "./write.ts";

const actionShape = /^[a-z]+\.[a-zA-Z]+$/;
const longestArgument = 200;
/** A person's id as the core seals it. */
const sealedId = /^[\w-]{59}$/;

/**
 * Buttons and forms of pages: gestures of the signed-in person, as a press in a chat is. So they
 * have the same rules, rights and receipts.
 */
export function pressRoutes(parts: SiteParts): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.post("/", signedIn(parts, "page"), async (c) => {
    const sent = await sentBy(c);
    const gesture = sent && gestureOf(sent, c.get("session"));
    if (sent === undefined || gesture === undefined) return problem(c, 400);
    const reply = await parts.core.receive(gesture);
    const back = backOf(c, parts.site.base(c));
    const { form, errors, notice, followed } = reply;
    return [form, errors, notice, followed].every((part) => part === undefined)
      ? c.redirect(back, 303)
      : answered(c, parts, sent, reply, back);
  });
  return app;
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
  if (!isId(once) || (subject !== undefined && !isId(subject) && !sealedId.test(subject)))
    return undefined;
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

/** The page where it was pressed; a browser that tells none gets the first. */
function backOf(c: Context, base: string): string {
  const from = URL.parse(c.req.header("referer") ?? "");
  const page = from?.pathname.startsWith(`${base}/`) ? from.pathname.slice(base.length + 1) : "do";
  return from !== null && page !== "do" && /^[a-z-]+$/.test(page)
    ? `${from.pathname}${from.search}`
    : base;
}

async function answered(
  c: Context<SignedIn>,
  parts: SiteParts,
  sent: Sent,
  reply: Reply,
  back: string,
): Promise<Response> {
  const session = c.get("session");
  const { reader } = reply;
  const around = { parts, base: parts.site.base(c), name: session.name, reader, back };
  if (reply.form !== undefined) return c.html(formPage(around, reply.form, openedBy(sent), {}));
  if (reply.errors === undefined) return c.html(answerPage(around, reply));
  const typed: Typed = { values: valuesOf(sent), errors: reply.errors };
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
    return c.html(formPage(around, form, again, typed), 422);
  }
  const lines = Object.values(reply.errors);
  const notice: Notice = { kind: "notice", tone: "urgent", lines, buttons: [] };
  return c.html(answerPage(around, { notice }), 422);
}

/** Around what answers a press. */
interface Answering {
  readonly parts: SiteParts;
  readonly base: string;
  readonly name: string;
  readonly reader: Reader;
  readonly back: string;
}

function formPage(
  around: Answering,
  form: NonNullable<Reply["form"]>,
  opened: Html,
  typed: Typed,
): Html {
  const { reader, back } = around;
  const say = sayTo(reader);
  const main = html`<section class="door">
    <h1>${say(form.title)}</h1>
    ${all(form.lines.map((line) => html`<p>${say(line)}</p>`))} ${chartLines(form.chart, say)}
    ${all(
      (form.sections ?? []).map(
        ({ heading, rows }) =>
          html`<h2>${say(heading)}</h2>
            ${all(
              rows.map(
                ({ line, detail }) =>
                  html`<p>${say(line)}</p>
                    ${detail === undefined ? nothing : html`<p class="detail">${say(detail)}</p>`}`,
              ),
            )}`,
      ),
    )}
    ${formOf(form, say, reader, opened, typed)} ${backTo(say, back)}
  </section>`;
  return pageAround(around, say(form.title), main);
}

/** What was said, and the card that is on its way to the chat as well. */
function answerPage(around: Answering, { notice, followed }: Pick<Reply, "notice" | "followed">) {
  const { parts, reader, back } = around;
  const say = sayTo(reader);
  const near = (button: Button) => nearby(button, parts.address());
  const said = besides(followed, notice, reader);
  const heading = said?.title ?? said?.lines[0] ?? followed?.title;
  const main = html`<section class="door">
    ${said === undefined ? nothing : noticePart(said, say, near)}
    ${
      followed === undefined
        ? nothing
        : html`${cardPart(followed, { say, near, isAlone: said === undefined })}
            <p class="hint">${say(msg("web.asPressed"))}</p>`
    }
    ${backTo(say, back)}
  </section>`;
  return pageAround(around, heading === undefined ? "Handrail" : say(heading), main);
}

const pageAround = ({ parts, base, name, reader }: Answering, title: string, main: Html): Html =>
  framed({ base, platform: parts.site.frame, title, reader, name, main });
