import { html } from "hono/html";
import type { PageChart } from "../../../../src/platform/page.ts";
import { msg } from "../../../../src/platform/text.ts";
import { drawChart } from "./draw-chart.ts";
import { tableOf } from "./table.ts";
import { type Html, type Say, all } from "./write.ts";

/** A picture, and the same numbers as a table behind it. */
export async function chart(part: PageChart, say: Say): Promise<Awaited<Html>> {
  const { heading, lines, columns, series, empty, unit } = part;
  const written = (value: number | undefined) =>
    value === undefined ? "—" : say(msg(`web.unit.${unit}`, { value }));
  const rows = series.map(({ label, values }) => [say(label), ...values.map(written)]);
  const isEmpty = series.every(({ values }) => values.every((value) => value === undefined));
  const picture = isEmpty
    ? html`<p class="empty">${say(empty)}</p>`
    : html`<div class="scroll" role="group" aria-label="${say(heading)}" tabindex="0">
          <img
            class="picture"
            src="${await drawChart(part, say)}"
            alt="${say(msg("web.pictureOf", { heading }))}"
          />
        </div>
        <details>
          <summary>${say(msg("web.asTable"))}</summary>
          ${tableOf(say(heading), [say(msg("web.rows")), ...columns.map(say)], rows)}
        </details>`;
  return html`<section class="chart">
    <h2>${say(heading)}</h2>
    ${all((lines ?? []).map((line) => html`<p class="about">${say(line)}</p>`))} ${picture}
  </section>`;
}
