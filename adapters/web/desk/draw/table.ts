import { html } from "hono/html";
import { type Html, all } from "./write.ts";

/** A table that scrolls by itself where a page is narrow. */
export const tableOf = (
  label: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Html =>
  html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${all(columns.map((column) => html`<th scope="col">${column}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${all(
          rows.map(
            ([first = "", ...cells]) =>
              html`<tr>
                <th scope="row">${first}</th>
                ${all(cells.map((cell) => html`<td>${cell}</td>`))}
              </tr>`,
          ),
        )}
      </tbody>
    </table>
  </div>`;
