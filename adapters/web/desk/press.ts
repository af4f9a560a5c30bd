import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Reply } from "../../../src/platform/adapter.ts";
import { besides } from "../../../src/platform/beside-card.ts";
import { type Line, type Reader, msg } from "../../../src/platform/text.ts";
import type { Button, Card, Form, Notice } from "../../../src/platform/view.ts";
import type { Open } from "../open.ts";
import { problem } from "../problem.ts";
import { cardPart, chartLines, noticePart } from "./draw/answer.ts";
import { type Typed, buttonForm, formOf, nearby, openedBy } from "./draw/form.ts";
import { framed, signOutAll } from "./draw/layout.ts";
import { backTo } from "./draw/page.ts";
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
import { type SignedIn, sessionOf, signedIn } from "./sign-in/session.ts";
import { shownPage } from "./shown-page.ts";
import { type SiteParts, accountOf } from "./site.ts";
import { type Html, all, nothing, sayTo } from "./draw/write.ts";

/**
 * Buttons and forms of pages: gestures of the signed-in person, as a press in a chat is. So they
 * have the same rules, rights and receipts.
 */
export function pressRoutes(parts: SiteParts, open: Open): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.post("/", signedIn(parts, "page"), async (c) => {
    const sent = await sentBy(c);
    if (sent === undefined || gestureOf(sent, c.get("session")) === undefined)
      return problem(c, 400);
    const answer = await new Pressed(c, parts, sent).answer();
    if (sent["press"] === signOutAll) open.signedOut(accountOf(c.get("session").as));
    return answer;
  });
  return app;
}

/** One press, and the page that answers it. */
class Pressed {
  readonly #c: Context<SignedIn>;
  readonly #parts: SiteParts;
  readonly #sent: Sent;
  readonly #back: string;

  constructor(c: Context<SignedIn>, parts: SiteParts, sent: Sent) {
    this.#c = c;
    this.#parts = parts;
    this.#sent = sent;
    this.#back = backOf(c, sent, parts.site.base(c));
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
    const { form, errors, notice, followed, reader } = reply;
    if (form !== undefined) return this.#form(form, reader, {});
    if (errors !== undefined) {
      const again = await this.#opened();
      if (again.form !== undefined)
        return this.#form(this.#asSent(again.form), reader, typedIn(sent, errors), 422);
      const page = await this.#pageAgain(typedIn(sent, errors));
      if (page !== undefined) return page;
      const lines = Object.values(errors);
      const wrong: Notice = { kind: "notice", tone: "urgent", lines, buttons: [] };
      return this.#answer(wrong, undefined, reader, 422);
    }
    if (notice?.again === true) {
      const again = await this.#opened();
      if (again.form !== undefined)
        return this.#form(again.form, reader, merged(again.form, reader, sent), 422, notice.lines);
    }
    const said = besides(followed, notice, reader);
    return followed === undefined && (said === undefined || (await this.#isSaidThere(said, reader)))
      ? this.#c.redirect(this.#back, 303)
      : this.#answer(said, followed, reader);
  }

  /** The page says it, so that a reload sends nothing again; a press may have ended the session. */
  async #isSaidThere(notice: Notice, reader: Reader): Promise<boolean> {
    const stays = (await sessionOf(this.#c, this.#parts)) !== undefined;
    return stays && keepSaid(this.#c, this.#parts, notice, sayTo(reader));
  }

  /** The page whose form was sent, each sentence at its field; `undefined`: it has none such. */
  async #pageAgain(typed: Typed): Promise<Response | undefined> {
    const { pathname, searchParams } = new URL(this.#back, "http://desk.invalid");
    const here = pathname.split("/").at(-1) ?? "";
    const session = this.#c.get("session");
    const query = Object.fromEntries(searchParams);
    const reply = await this.#parts.web.page(here, session, query);
    if ("refused" in reply) return undefined;
    const form = this.#sent["submit"];
    const isThere = reply.page.parts.some((part) => part.kind === "form" && part.form === form);
    const around = { here, name: session.name, sent: { ...typed, form } };
    return isThere ? shownPage(this.#c, this.#parts, reply, around, 422) : undefined;
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
      ${all(form.lines.map((line) => html`<p>${say(line)}</p>`))} ${chartLines(form.chart, say)}
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

  /** What was said, and the card that is on its way to the chat as well. */
  #answer(
    said: Notice | undefined,
    card: Card | undefined,
    reader: Reader,
    status: 200 | 422 = 200,
  ): Response | Promise<Response> {
    const say = sayTo(reader);
    const draw = (buttons: readonly Button[]) => this.#buttons(buttons, reader);
    const heading = said?.title ?? said?.lines[0] ?? card?.title;
    const main = html`<section class="door">
      ${said === undefined ? nothing : noticePart(said, say, draw)}
      ${
        card === undefined
          ? nothing
          : html`${cardPart(card, { say, draw, isAlone: said === undefined })}
              <p class="hint">${say(msg("web.asPressed"))}</p>`
      }
      ${backTo(say, this.#back)}
    </section>`;
    return this.#page(heading === undefined ? "Handrail" : say(heading), reader, main, status);
  }

  #buttons(buttons: readonly Button[], reader: Reader): Html {
    const say = sayTo(reader);
    return buttons.length === 0
      ? nothing
      : html`<div class="buttons">
          ${all(
            buttons.map((button) =>
              buttonForm(nearby(button, this.#parts.address()), say, this.#back),
            ),
          )}
        </div>`;
  }

  #page(title: string, reader: Reader, main: Html, status: 200 | 422) {
    const { name } = this.#c.get("session");
    const { site } = this.#parts;
    const around = { base: site.base(this.#c), platform: site.frame };
    return this.#c.html(framed({ ...around, title, reader, name, main }), status);
  }
}

/** The page where it began; a browser that tells none gets the first. */
function backOf(c: Context, { back }: Sent, base: string): string {
  const from = URL.parse(back ?? c.req.header("referer") ?? "", "http://desk.invalid");
  const page = from?.pathname.startsWith(`${base}/`) ? from.pathname.slice(base.length + 1) : "do";
  return from !== null && page !== "do" && /^[a-z-]+$/.test(page)
    ? `${from.pathname}${from.search}`
    : base;
}
