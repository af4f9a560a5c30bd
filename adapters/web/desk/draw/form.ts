import { randomUUID } from "node:crypto";
import { html, raw } from "hono/html";
import type { PageCheck, PageField, PageForm } from "../../../../src/platform/page.ts";
import { sayAll } from "../../../../src/platform/say.ts";
import { type Line, msg, type Reader } from "../../../../src/platform/text.ts";
import type { Button, Field, Form } from "../../../../src/platform/view.ts";
import { type Choosing, choosing, peopleControl } from "./people-field.ts";
import { type Html, type Say, all, nothing } from "./write.ts";

/*
 * Buttons and forms as HTML forms. `once` names the press: the same form sent twice is one press.
 * They are sent to the path beside their page, wherever the pages stand. What a form sends back is
 * read in sent.ts.
 */

const hidden = (name: string, value: string | undefined): Html =>
  value === undefined ? nothing : html`<input type="hidden" name="${name}" value="${value}" />`;

/** A file of ours stands beside the page, so that this page's session opens it. */
export const nearby = (button: Button, address: string): Button => {
  const files = `${address}/desk/files/`;
  return button.url?.startsWith(files) === true
    ? { ...button, url: `files/${button.url.slice(files.length)}` }
    : button;
};

/**
 * A button that leads elsewhere is a link.
 * @param back the page to go back to, where the button does not stand on it
 */
export function buttonForm(button: Button, say: Say, back?: string): Html {
  const { action, label, accessible, style, subject, argument, url } = button;
  const named = accessible === undefined ? "" : html`aria-label="${say(accessible)}"`;
  if (url !== undefined)
    return html`<a class="button ${style ?? ""}" href="${url}" rel="noreferrer" ${named}
      >${say(label)}</a
    >`;
  return html`<form method="post" action="do">
    ${hidden("press", action)}${hidden("subject", subject)}${hidden("argument", argument)}
    ${hidden("once", randomUUID())}${hidden("back", back)}
    <button class="${style ?? "plain"}" ${named}>${say(label)}</button>
  </form>`;
}

/** What was typed before, and what is to be said of it; each by field name. */
export interface Typed {
  readonly values?: Readonly<Record<string, string>>;
  /** What the fields held when the form was drawn first; absent: what they hold now. */
  readonly was?: Readonly<Record<string, string>>;
  readonly people?: Readonly<Record<string, Choosing>>;
  readonly errors?: Readonly<Record<string, Line>>;
}

/** @param opened what was pressed to open it: pressed again where something is wrong in it */
export function formOf(form: Form, say: Say, reader: Reader, opened: Html, typed: Typed): Html {
  // The first button is the one that the Enter key presses.
  const enter = form.fields.some(({ type }) => type === "people")
    ? html`<button class="enter" tabindex="-1" aria-hidden="true"></button>`
    : nothing;
  return html`<form class="form" method="post" action="do">
    ${form.submit === undefined ? nothing : enter} ${hidden("submit", form.form)}
    ${hidden("subject", form.subject)}${hidden("argument", form.argument)}
    ${hidden("once", randomUUID())}${opened}
    ${all(form.fields.map((field) => fieldOf(field, say, reader, typed)))}
    ${form.submit === undefined ? nothing : html`<button class="main">${say(form.submit)}</button>`}
  </form>`;
}

export const openedBy = (press: Readonly<Record<string, string | undefined>>, back: string): Html =>
  html`${hidden("opened", press["press"])}${hidden("openedSubject", press["subject"])}${hidden(
    "openedArgument",
    press["argument"],
  )}${hidden("back", back)}`;

export function formPart(part: PageForm, say: Say, reader: Reader, typed: Typed): Html {
  return html`<section class="list">
    <h2>${say(part.heading)}</h2>
    ${all((part.lines ?? []).map((line) => html`<p class="about">${say(line)}</p>`))}
    <form class="form" method="post" action="do">
      ${hidden("submit", part.form)}${hidden("subject", part.subject)}
      ${hidden("argument", part.argument)}${hidden("once", randomUUID())}
      ${all(part.fields.map((field) => fieldOf(field, say, reader, typed)))}
      <button class="main">${say(part.submit)}</button>
    </form>
  </section>`;
}

function fieldOf(field: PageField, say: Say, reader: Reader, typed: Typed): Html {
  if (field.type === "check") return checkOf(field, say, typed);
  // A channel is chosen in a chat, where its list is; a group is known by its handle, on Slack.
  if (field.type === "channel" || (field.type === "group" && reader.platform !== "slack"))
    return nothing;
  const id = `field-${field.name}`;
  const error = typed.errors?.[field.name];
  const hints = [...(field.hint === undefined ? [] : [field.hint]), ...limitOf(field)];
  const told = [hints.length > 0 && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const says = html`${told === "" ? "" : html`aria-describedby="${told}"`}
  ${error === undefined ? "" : raw('aria-invalid="true" autofocus')}`;
  const words = html`${
    hints.length === 0
      ? nothing
      : html`<p id="${id}-hint" class="hint">${hints.map(say).join(" ")}</p>`
  }
  ${error === undefined ? nothing : html`<p id="${id}-error" class="error">${say(error)}</p>`}`;
  if (field.type === "people")
    return html`<fieldset class="field people">
      <legend>${say(field.label)}</legend>
      ${words}
      ${peopleControl(field, typed.people?.[field.name] ?? choosing(field, reader), says, say, reader)}
    </fieldset>`;
  const now = valueOf(field, reader);
  const value = typed.values?.[field.name] ?? now;
  return html`<div class="field">
    <label for="${id}">${say(field.label)}</label>
    ${words} ${hidden(`was.${field.name}`, typed.was?.[field.name] ?? now)}
    ${field.type === "text" ? hidden(`most.${field.name}`, `${field.max}`) : nothing}
    ${control(field, id, says, say, value)}
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

/** Said before somebody writes: a browser's own limit would cut what is pasted, and say nothing. */
const limitOf = (field: Field): Line[] =>
  field.type === "text" && field.long ? [msg("web.atMost", { count: field.max })] : [];

/** What a field holds before somebody touches it. */
export function valueOf(field: Field, reader: Reader): string {
  if (field.type === "choice") return field.value ?? "";
  const { value = "" } = field.type === "text" ? field : {};
  return typeof value === "string" ? value : sayAll(value, reader);
}

function control(field: Field, id: string, says: Html, say: Say, value: string): Html {
  const name = `field.${field.name}`;
  if (field.type === "choice") {
    // Nobody sends what they did not choose.
    const known = field.options.some((option) => option.value === value);
    return html`<select id="${id}" name="${name}" ${says}>
      ${known && field.required ? nothing : html`<option value=""></option>`}
      ${all(
        field.options.map(
          (option) =>
            html`<option value="${option.value}" ${option.value === value ? "selected" : ""}>
              ${say(option.label)}
            </option>`,
        ),
      )}
    </select>`;
  }
  return field.type === "text" && field.long
    ? html`<textarea id="${id}" name="${name}" rows="5" ${says}>${value}</textarea>`
    : html`<input id="${id}" name="${name}" value="${value}" ${says} />`;
}
