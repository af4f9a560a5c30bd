import { html } from "hono/html";
import type { Instant } from "../../../../src/kernel/time.ts";
import { type Reader, msg } from "../../../../src/platform/text.ts";
import type {
  Page,
  PageChoice,
  PageLink,
  PageList,
  PageNumbers,
  PagePart,
  PageRow,
  PageTable,
} from "../../../../src/platform/page.ts";
import type { Button } from "../../../../src/platform/view.ts";
import type { PageRefused, PageReply } from "../../../../src/platform/web.ts";
import { chart } from "./chart.ts";
import { type Typed, buttonForm, formPart } from "./form.ts";
import { tableOf } from "./table.ts";
import { type Html, type Say, all, nothing, sayTo } from "./write.ts";

type Shown = Exclude<PageReply, PageRefused>;

const known = new WeakMap<Page, Promise<string>>();

/** The same page for many screens is drawn once. */
export function drawnText(reply: Shown): Promise<string> {
  const text = known.get(reply.page) ?? Promise.resolve(drawn(reply)).then(String);
  known.set(reply.page, text);
  return text;
}

/** A form of the page that was sent, with what is wrong in it. */
export interface SentForm extends Typed {
  readonly form: string | undefined;
}

/** What changes of a page: everything below its menu. */
export function drawn({ page, reader, at }: Shown, sent?: SentForm): Html {
  const say = sayTo(reader);
  return html`<div class="page" data-at="${at}" data-waiting="${page.waiting ?? 0}">
    <div class="head${page.first === undefined ? "" : " own"}">
      <h1>${say(page.title)}</h1>
      ${all(page.lines.map((line) => html`<p>${say(line)}</p>`))}
      ${all((page.choices ?? []).map((choice) => choiceOf(choice, page, say)))}
      ${buttonsOf(page.first ?? [], say)}
    </div>
    ${all(page.parts.map((part) => drawPart(part, reader, at, sent)))}
  </div>`;
}

function drawPart(part: PagePart, reader: Reader, at: Instant, sent?: SentForm): Html {
  const say = sayTo(reader);
  switch (part.kind) {
    case "numbers":
      return numbers(part, say);
    case "list":
      return list(part, say, at);
    case "table":
      return table(part, say);
    case "chart":
      return chart(part, say);
    case "form":
      return formPart(part, say, reader, part.form === sent?.form ? sent : {});
  }
}

const headed = (heading: string, lines: PageList["lines"] = [], say: Say) =>
  html`<h2>${heading}</h2>
    ${all(lines.map((line) => html`<p class="about">${say(line)}</p>`))}`;

/** What the page shows is a link for each value: no script, and an address that can be kept. */
function choiceOf({ name, label, value, options }: PageChoice, page: Page, say: Say): Html {
  const others = Object.fromEntries(
    (page.choices ?? []).filter((one) => one.name !== name).map((one) => [one.name, one.value]),
  );
  return html`<nav class="choice" aria-label="${say(label)}">
    <span>${say(label)}</span>
    ${all(
      options.map(
        (option) =>
          html`<a
            href="?${new URLSearchParams({ ...others, [name]: option.value }).toString()}"
            ${option.value === value ? html`aria-current="true"` : ""}
            >${say(option.label)}</a
          >`,
      ),
    )}
  </nav>`;
}

function numbers({ heading, lines, items }: PageNumbers, say: Say): Html {
  return html`<section class="numbers">
    ${heading === undefined ? nothing : headed(say(heading), lines, say)}
    <dl>
      ${all(
        items.map(
          ({ label, value, tone = "calm", detail }) =>
            html`<div class="tone-${tone}">
              <dt>${say(label)}</dt>
              <dd>
                <strong>${say(value)}</strong>
                ${detail === undefined ? nothing : html`<span>${say(detail)}</span>`}
              </dd>
            </div>`,
        ),
      )}
    </dl>
  </section>`;
}

function list(part: PageList, say: Say, at: Instant): Html {
  const { heading, lines, rows, empty, close, buttons = [] } = part;
  return html`<section class="list${close === true ? " narrow" : ""}">
    ${headed(say(heading), lines, say)}
    ${
      rows.length === 0
        ? html`<p class="empty">${say(empty)}</p>`
        : html`<ul class="${close === true ? "close" : "rows"}">
            ${all(rows.map((row) => rowOf(row, say, at)))}
          </ul>`
    }
    ${buttonsOf(buttons, say)}
  </section>`;
}

function rowOf({ tone, line, detail, since, link, buttons = [] }: PageRow, say: Say, at: Instant) {
  const words = say(line);
  return html`<li class="tone-${tone}">
    <div class="words">
      <p class="line">
        ${link === undefined ? words : html`<a href="${addressOf(link)}">${words}</a>`}
      </p>
      ${detail === undefined ? nothing : html`<p class="detail">${say(detail)}</p>`}
    </div>
    ${
      since === undefined
        ? nothing
        : html`<time class="since" data-since="${since}">${elapsed(at - since)}</time>`
    }
    ${buttonsOf(buttons, say)}
  </li>`;
}

const buttonsOf = (buttons: readonly Button[], say: Say): Html =>
  buttons.length === 0
    ? nothing
    : html`<div class="buttons">${all(buttons.map((button) => buttonForm(button, say)))}</div>`;

/** Beside the page that leads there. */
const addressOf = ({ page, query }: PageLink): string =>
  `${page}${query === undefined ? "" : `?${new URLSearchParams(query).toString()}`}`;

/** `m:ss`, or `h:mm:ss` from an hour on. The script counts it on from here. */
function elapsed(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, ...rest] = parts;
  const shown = hours > 0 ? parts : rest;
  return shown.map((part, index) => (index === 0 ? part : String(part).padStart(2, "0"))).join(":");
}

function table({ heading, lines, columns, rows, empty }: PageTable, say: Say): Html {
  return html`<section class="table">
    ${headed(say(heading), lines, say)}
    ${
      rows.length === 0
        ? html`<p class="empty">${say(empty)}</p>`
        : tableOf(
            say(heading),
            columns.map(say),
            rows.map((row) => row.map(say)),
          )
    }
  </section>`;
}

export const backTo = (say: Say, back: string): Html =>
  html`<p><a class="button" href="${back}">${say(msg("button.backToPage"))}</a></p>`;
