/*
 * CSV as spreadsheets read it (RFC 4180), with a mark that says UTF-8. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe instead. Pure.
 */

export type Cell = string | number | null;

/** Signs that begin a formula, also in their wide forms; and what moves into another cell. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("")}`;

function cellOf(cell: Cell): string {
  // A number is ours, and never a formula.
  if (cell === null || typeof cell === "number") return String(cell ?? "");
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
