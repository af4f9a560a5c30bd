import { html } from "hono/html";
import { msg } from "../../../../src/platform/text.ts";
import type { Button, Card, Chart, Fact, Notice } from "../../../../src/platform/view.ts";
import { type Html, type Say, all, nothing } from "./write.ts";

/* What answers a press, as a part of a page. Nobody edits it later: the chat has the live card. */

type Draw = (buttons: readonly Button[]) => Html;

const folded = (buttons: readonly Button[] = [], say: Say, draw: Draw): Html =>
  buttons.length === 0
    ? nothing
    : html`<details>
        <summary>${say(msg("common.more"))}</summary>
        ${draw(buttons)}
      </details>`;

/** Its words say all of the picture. */
export const chartLines = (chart: Chart | undefined, say: Say): Html =>
  chart === undefined ? nothing : paragraphs(chart.alternative.map(say));

const paragraphs = (texts: readonly string[]): Html =>
  all(texts.map((text) => html`<p>${text}</p>`));

/** For another device or program: read there, and copied where scripts run (assets/desk.js). */
const toCopy = (text: string | undefined, say: Say): Html =>
  text === undefined
    ? nothing
    : html`<p class="address">${text}</p>
        <p>
          <button type="button" class="plain" data-copy="${text}" hidden>
            ${say(msg("button.copyAddress"))}
          </button>
          <span role="status" data-copied="${say(msg("web.copied"))}"></span>
        </p>`;

/** The title, or the first line where it has none, heads it. What is to be pressed first comes first. */
export function noticePart(notice: Notice, say: Say, draw: Draw): Html {
  const { title, first = [], tiles = [], buttons, address, secret } = notice;
  const texts = notice.lines.map(say);
  const [head = "", ...others] = title === undefined ? texts : [say(title), ...texts];
  return html`<h1>${head}</h1>
    ${draw(first)} ${paragraphs(others)} ${chartLines(notice.chart, say)} ${toCopy(address, say)}
    ${toCopy(secret, say)} ${draw([...tiles, ...buttons])} ${folded(notice.behindMore, say, draw)}`;
}

interface CardSetting {
  readonly say: Say;
  readonly draw: Draw;
  /** It heads its page. */
  readonly isAlone: boolean;
}

export function cardPart(card: Card, { say, draw, isAlone }: CardSetting): Html {
  const { tone, title, facts, lines, buttons, more, footer } = card;
  const factsPart =
    facts.length === 0 ? nothing : html`<dl>${all(facts.map((fact) => factOf(fact, say)))}</dl>`;
  const words = paragraphs(lines.map(say));
  return html`<div class="card tone-${tone}">
    ${isAlone ? html`<h1>${say(title)}</h1>` : html`<h2>${say(title)}</h2>`}
    ${tone === "danger" ? [words, factsPart] : [factsPart, words]} ${chartLines(card.chart, say)}
    ${draw(buttons)} ${folded(card.behindMore, say, draw)}
    ${
      more === undefined
        ? nothing
        : html`<p class="about">${say(more.heading)}</p>
            ${draw(more.buttons)}`
    }
    ${footer === undefined ? nothing : html`<p class="hint">${say(footer)}</p>`}
  </div>`;
}

function factOf({ label, value, dial }: Fact, say: Say): Html {
  const text = say(value);
  const calls = dial !== undefined && /^\+?\d+$/.test(dial);
  return html`<div>
    <dt>${say(label)}</dt>
    <dd>${calls ? html`<a href="tel:${dial}">${text}</a>` : text}</dd>
  </div>`;
}
