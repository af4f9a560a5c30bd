import { randomUUID } from "node:crypto";
import { html, raw } from "hono/html";
import type { PageCheck, PageField, PageForm } from "../../../src/platform/page.ts";
import { sayAll } from "../../../src/platform/say.ts";
import { type Line, msg, type Reader } from "../../../src/platform/text.ts";
import type { Button, Field, Form } from "../../../src/platform/view.ts";
import { type Html, type Say, all, nothing } from "./write.ts";

/*
 * Buttons and forms as HTML forms. `once` names the press: the same form sent twice is one press.
 */

export const hidden = (name: string, value: string | undefined): Html =>
  value === undefined ? nothing : html`<input type="hidden" name="${name}" value="${value}" />`;

/** A button that leads elsewhere is a link. */
export function buttonForm(button: Button, say: Say): Html {
  const { action, label, accessible, style, subject, argument, url } = button;
  const named = accessible === undefined ? "" : html`aria-label="${say(accessible)}"`;
  if (url !== undefined)
    return html`<a class="button ${style ?? ""}" href="${url}" rel="noreferrer" ${named}
      >${say(label)}</a
    >`;
  return html`<form method="post" action="/desk/do">
    ${hidden("press", action)}${hidden("subject", subject)}${hidden("argument", argument)}
    ${hidden("once", randomUUID())}
    <button class="${style ?? "plain"}" ${named}>${say(label)}</button>
  </form>`;
}

/** What was typed before and what is wrong with it, by field name. */
export interface Typed {
  readonly values?: Readonly<Record<string, string>>;
  readonly errors?: Readonly<Record<string, Line>>;
}

/** @param opened what was pressed to open it: pressed again where something is wrong in it */
export function formOf(form: Form, say: Say, reader: Reader, opened: Html, typed: Typed): Html {
  return html`<form class="form" method="post" action="/desk/do">
    ${hidden("submit", form.form)}${hidden("subject", form.subject)}
    ${hidden("argument", form.argument)}${hidden("once", randomUUID())}${opened}
    ${all(form.fields.map((field) => fieldOf(field, say, typed, reader)))}
    ${form.submit === undefined ? nothing : html`<button class="main">${say(form.submit)}</button>`}
  </form>`;
}

export const openedBy = (press: Readonly<Record<string, string | undefined>>): Html =>
  html`${hidden("opened", press["press"])}${hidden("openedSubject", press["subject"])}${hidden(
    "openedArgument",
    press["argument"],
  )}`;

/** What is shown this once: to be copied with one press, or by hand where no script runs. */
export const secretOnce = (secret: string, say: Say): Html =>
  html`<div class="secret">
    <output id="secret">${secret}</output>
    <button type="button" class="main" data-copy="secret" hidden>${say(msg("button.copy"))}</button>
    <span role="status" data-copied="${say(msg("web.copied"))}"></span>
  </div>`;

export function formPart(part: PageForm, say: Say, typed: Typed = {}): Html {
  return html`<section class="list">
    <h2>${say(part.heading)}</h2>
    ${all((part.lines ?? []).map((line) => html`<p class="about">${say(line)}</p>`))}
    <form class="form" method="post" action="/desk/do">
      ${hidden("submit", part.form)}${hidden("subject", part.subject)}
      ${hidden("argument", part.argument)}${hidden("once", randomUUID())}
      ${all(part.fields.map((field) => fieldOf(field, say, typed)))}
      <button class="main">${say(part.submit)}</button>
    </form>
  </section>`;
}

function fieldOf(field: PageField, say: Say, typed: Typed, reader?: Reader): Html {
  if (field.type === "check") return checkOf(field, say, typed);
  const { values, errors } = typed;
  const id = `field-${field.name}`;
  const error = errors?.[field.name];
  const hint = field.hint;
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const says = told === "" ? "" : html`aria-describedby="${told}"`;
  const wrong = error === undefined ? "" : raw('aria-invalid="true"');
  return html`<div class="field">
    <label for="${id}">${say(field.label)}</label>
    ${hint === undefined ? nothing : html`<p id="${id}-hint" class="hint">${say(hint)}</p>`}
    ${error === undefined ? nothing : html`<p id="${id}-error" class="error">${say(error)}</p>`}
    ${control(field, id, html`${says} ${wrong}`, say, values?.[field.name], reader)}
  </div>`;
}

function checkOf({ name, label, heading }: PageCheck, say: Say, { values, errors }: Typed): Html {
  const id = `field-${name}`;
  const error = errors?.[name];
  const wrong =
    error === undefined ? nothing : html`aria-invalid="true" aria-describedby="${id}-error"`;
  return html`${heading === undefined ? nothing : html`<p class="checks">${say(heading)}</p>`}
    ${error === undefined ? nothing : html`<p id="${id}-error" class="error">${say(error)}</p>`}
    <label class="check">
      <input
        type="checkbox"
        id="${id}"
        name="field.${name}"
        value="yes"
        ${values?.[name] === "yes" ? "checked" : ""}
        ${wrong}
      />
      <span>${say(label)}</span>
    </label>`;
}

function control(
  field: Field,
  id: string,
  attributes: Html,
  say: Say,
  typed: string | undefined,
  reader: Reader | undefined,
): Html {
  const name = `field.${field.name}`;
  if (field.type === "choice") {
    const chosen = typed ?? field.value;
    // Nobody sends what they did not choose.
    const known = field.options.some(({ value }) => value === chosen);
    return html`<select id="${id}" name="${name}" ${attributes}>
      ${known && field.required ? nothing : html`<option value=""></option>`}
      ${all(
        field.options.map(
          ({ value, label }) =>
            html`<option value="${value}" ${value === chosen ? "selected" : ""}>
              ${say(label)}
            </option>`,
        ),
      )}
    </select>`;
  }
  // People are chosen in chat, where the platform knows them. Here who is chosen stays.
  if (field.type === "people") {
    const accounts = field.value.flatMap((person) => reader?.accountOf?.(person) ?? []);
    const names = field.value.flatMap((person) => reader?.nameOf(person) ?? []);
    return html`<p class="hint">${say(msg("web.peopleInChat"))}</p>
      <output id="${id}">${names.join(", ")}</output>
      <input type="hidden" name="${name}" value="${accounts.join(",")}" />`;
  }
  if (field.type !== "text") return nothing;
  const { value } = field;
  const own = typeof value === "string" ? value : value && reader ? sayAll(value, reader) : "";
  const shown = typed ?? own;
  return field.long
    ? html`<textarea id="${id}" name="${name}" rows="5" maxlength="${field.max}" ${attributes}>
${shown}</textarea>`
    : html`<input
        id="${id}"
        name="${name}"
        value="${shown}"
        maxlength="${field.max}"
        ${attributes}
      />`;
}
