import { html } from "hono/html";
import type { PageChart } from "../../../src/platform/page.ts";
import { msg } from "../../../src/platform/text.ts";
import { tableOf } from "./table.ts";
import { type Html, type Say, all } from "./write.ts";

/** The numbers of a chart as a table. */
export function chart({ heading, lines, columns, series, empty }: PageChart, say: Say): Html {
  const rows = series.map(({ label, values }) => [
    say(label),
    ...values.map((value) => (value === undefined ? "—" : String(value))),
  ]);
  return html`<section class="table">
    <h2>${say(heading)}</h2>
    ${all((lines ?? []).map((line) => html`<p class="about">${say(line)}</p>`))}
    ${
      rows.length === 0
        ? html`<p class="empty">${say(empty)}</p>`
        : tableOf(say(heading), [say(msg("web.rows")), ...columns.map(say)], rows)
    }
  </section>`;
}
