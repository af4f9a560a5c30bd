import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Reply } from "../../../src/platform/adapter.ts";
import type { Line, Reader } from "../../../src/platform/text.ts";
import type { Button, Form, Notice } from "../../../src/platform/view.ts";
import type { WebParts } from "../parts.ts";
import { problem } from "../problem.ts";
import { type Typed, buttonForm, formOf, openedBy, secretOnce } from "./form.ts";
import { framed } from "./layout.ts";
import { backTo, pageOf } from "./page.ts";
import { keepSaid } from "./said.ts";
import {
  type Sent,
  gestureOf,
  lookedUp,
  merged,
  namesSomebody,
  openingOf,
  sentBy,
  tooLong,
  typedIn,
  withChosen,
} from "./sent.ts";
import { type SignedIn, secretOf, signedIn } from "./session.ts";
import { type Html, all, nothing, sayTo } from "./write.ts";

/**
 * Buttons and forms of pages: gestures of the signed-in person, as a press in a chat is. So they
 * have the same rules, rights and receipts.
 */
export function pressRoutes(parts: WebParts): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.post("/", signedIn(parts, "page"), async (c) => {
    const sent = await sentBy(c);
    if (sent === undefined || gestureOf(sent, c.get("session")) === undefined)
      return problem(c, 400);
    return new Pressed(c, parts, sent).answer();
  });
  return app;
}

/** One press, and the page that answers it. */
class Pressed {
  readonly #c: Context<SignedIn>;
  readonly #parts: WebParts;
  readonly #sent: Sent;
  readonly #back: string;

  constructor(c: Context<SignedIn>, parts: WebParts, sent: Sent) {
    this.#c = c;
    this.#parts = parts;
    this.#sent = sent;
    this.#back = backOf(c, sent);
  }

  async answer(): Promise<Response> {
    const errors = tooLong(this.#sent);
    const isWrong = Object.keys(errors).length > 0;
    if (!isWrong && !namesSomebody(this.#sent)) return this.#carriedOut(this.#sent);
    // What the form itself knows is needed: nothing reaches the core before.
    const { find } = this.#sent;
    const { form, reader } = await this.#opened();
    if (form === undefined || reader === undefined) return this.#carriedOut(this.#sent);
    const typed = lookedUp(form, reader, typedIn(this.#sent, errors), find);
    if (find === undefined && Object.keys(typed.errors ?? {}).length === 0)
      return this.#carriedOut(withChosen(this.#sent, typed));
    return this.#form(this.#asSent(form), reader, typed, find === undefined ? 422 : 200);
  }

  async #carriedOut(sent: Sent): Promise<Response> {
    const session = this.#c.get("session");
    const gesture = gestureOf(sent, session);
    if (gesture === undefined) return problem(this.#c, 400);
    const reply = await this.#parts.core.receive(gesture);
    const { form, errors, notice, reader } = reply;
    if (form !== undefined) return this.#form(form, reader, {});
    if (errors !== undefined) {
      const again = await this.#opened();
      if (again.form !== undefined)
        return this.#form(this.#asSent(again.form), reader, typedIn(sent, errors), 422);
      const page = await this.#pageAgain(typedIn(sent, errors));
      if (page !== undefined) return this.#c.html(page, 422);
      const lines = Object.values(errors);
      return this.#notice({ kind: "notice", tone: "urgent", lines, buttons: [] }, reader, 422);
    }
    if (notice?.again === true) {
      const again = await this.#opened();
      if (again.form !== undefined)
        return this.#form(again.form, reader, merged(again.form, reader, sent), 422, notice.lines);
    }
    return notice === undefined || (await this.#isSaidThere(notice, reader))
      ? this.#c.redirect(this.#back, 303)
      : this.#notice(notice, reader, 200);
  }

  /** The page says it, so that a reload sends nothing again; a press may have ended the session. */
  async #isSaidThere(notice: Notice, reader: Reader): Promise<boolean> {
    const secret = secretOf(this.#c);
    const stays = secret !== undefined && (await this.#parts.web.session(secret)) !== undefined;
    return stays && keepSaid(this.#c, this.#parts, notice, sayTo(reader));
  }

  /** The page whose form was sent, each sentence at its field; `undefined`: it has none such. */
  async #pageAgain(typed: Typed): Promise<Html | undefined> {
    const { pathname, searchParams } = new URL(this.#back, "http://desk.invalid");
    const here = pathname.slice("/desk/".length);
    const session = this.#c.get("session");
    const query = Object.fromEntries(searchParams);
    const reply = await this.#parts.web.page(here, session, query);
    if ("refused" in reply) return undefined;
    const form = this.#sent["submit"];
    const isThere = reply.page.parts.some((part) => part.kind === "form" && part.form === form);
    return isThere
      ? pageOf(reply, { here, name: session.name, sent: { ...typed, form } })
      : undefined;
  }

  /** The form that was sent, as it is now. */
  async #opened(): Promise<Partial<Pick<Reply, "form" | "reader">>> {
    const gesture = openingOf(this.#sent, this.#c.get("session"));
    return gesture === undefined ? {} : this.#parts.core.receive(gesture);
  }

  /** What was typed was typed for what the form was then: a change since then must be noticed. */
  #asSent(form: Form): Form {
    const { argument } = this.#sent;
    return argument === undefined ? form : { ...form, argument };
  }

  #form(
    form: Form,
    reader: Reader,
    typed: Typed,
    status: 200 | 422 = 200,
    said: readonly Line[] = [],
  ): Response | Promise<Response> {
    const { press, opened, openedSubject, openedArgument, subject, argument } = this.#sent;
    const opener =
      press === undefined
        ? { press: opened, subject: openedSubject, argument: openedArgument }
        : { press, subject, argument };
    const say = sayTo(reader);
    const main = html`<section class="door">
      <h1>${say(form.title)}</h1>
      ${
        said.length === 0
          ? nothing
          : html`<div class="said" role="alert">
              ${all(said.map((line) => html`<p>${say(line)}</p>`))}
            </div>`
      }
      ${all(form.lines.map((line) => html`<p>${say(line)}</p>`))}
      ${all(
        (form.sections ?? []).map(
          ({ heading, rows }) =>
            html`<h2>${say(heading)}</h2>
              ${all(
                rows.map(
                  ({ line, detail, buttons }) =>
                    html`<div>
                      <p>${say(line)}</p>
                      ${detail === undefined ? nothing : html`<p class="detail">${say(detail)}</p>`}
                      ${this.#buttons(buttons, reader)}
                    </div>`,
                ),
              )}`,
        ),
      )}
      ${formOf(form, say, reader, openedBy(opener, this.#back), typed)} ${backTo(say, this.#back)}
    </section>`;
    return this.#page(say(form.title), reader, main, status);
  }

  #notice(notice: Notice, reader: Reader, status: 200 | 422): Response | Promise<Response> {
    const say = sayTo(reader);
    const words = notice.lines.map(say);
    const [title = "", ...lines] =
      notice.title === undefined ? words : [say(notice.title), ...words];
    const { first = [], tiles = [], buttons, behindMore = [] } = notice;
    const main = html`<section class="door">
      <h1>${title}</h1>
      ${all(lines.map((line) => html`<p>${line}</p>`))}
      ${notice.secret === undefined ? nothing : secretOnce(notice.secret, say)}
      ${this.#buttons([...first, ...tiles, ...buttons, ...behindMore], reader)}
      ${backTo(say, this.#back)}
    </section>`;
    return this.#page(title, reader, main, status);
  }

  #buttons(buttons: readonly Button[], reader: Reader): Html {
    const say = sayTo(reader);
    return buttons.length === 0
      ? nothing
      : html`<div class="buttons">
          ${all(buttons.map((button) => buttonForm(button, say, this.#back)))}
        </div>`;
  }

  #page(title: string, reader: Reader, main: Html, status: 200 | 422) {
    const { name } = this.#c.get("session");
    return this.#c.html(framed({ title, reader, name, main }), status);
  }
}

/** The page where it began; a browser that tells none gets the first. */
function backOf(c: Context, { back }: Sent): string {
  const from = URL.parse(back ?? c.req.header("referer") ?? "", "http://desk.invalid");
  const own =
    from !== null && /^\/desk\/[a-z-]+$/.test(from.pathname) && from.pathname !== "/desk/do";
  return own ? `${from.pathname}${from.search}` : "/desk";
}
