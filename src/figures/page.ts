import { isAdminOf } from "../people/support.ts";
import type { OtherWeeks } from "../people/figures.ts";
import {
  type FigureSection,
  type FigureTable,
  type Figures,
  periods,
} from "../platform/figures.ts";
import type { Page, PageChoice, PagePart } from "../platform/page.ts";
import { type Line, literal, msg } from "../platform/text.ts";
import type { OnePage } from "../runtime/web/pages.ts";
import { onPage } from "./exports/views.ts";
import { readFigures } from "./read/figures.ts";
import { mayRead, readableBy } from "./readers.ts";
import { said } from "./say.ts";

/** Figures for a browser: charts with a table behind each (docs/features.md I1, I2). */
export const pageWith = (weeks: OtherWeeks): OnePage => ({
  may: mayRead,
  async make(tx, shell, { person }, { team, period }) {
    const wanted = team === "" ? undefined : team;
    const readable = readableBy(shell.organisation, person);
    const figures = await readFigures(weeks, tx, shell, readable, { team: wanted, period });
    if (figures === undefined) return undefined;
    const page = pageOf(figures);
    const exports = isAdminOf(shell.organisation, person) ? [onPage(figures.choices.teams)] : [];
    return { ...page, parts: [...page.parts, ...exports] };
  },
});

function pageOf(figures: Figures): Page {
  const { period, sections } = figures;
  return {
    title: msg("figures.title"),
    lines: [period.days === undefined ? msg("figures.none") : period.label, msg("figures.rule")],
    choices: choicesOf(figures),
    parts: period.days === undefined ? [] : sections.flatMap(partsOf),
  };
}

function choicesOf({ choices, team, period }: Figures): PageChoice[] {
  const teams = choices.teams.map((name) => ({ value: name, label: literal(name) }));
  const all = choices.all ? [{ value: "", label: msg("figures.all") }] : [];
  const kinds = periods.map((value) => ({ value, label: msg(`figures.period.${value}`) }));
  return [
    ...(teams.length + all.length > 1
      ? [
          {
            name: "team",
            label: msg("figures.team"),
            value: team ?? "",
            options: [...all, ...teams],
          },
        ]
      : []),
    { name: "period", label: msg("figures.period"), value: period.kind, options: kinds },
  ];
}

/** Its sentence, its numbers, and a chart or a table of each kind. */
function partsOf({ heading, says, hidden, numbers, tables }: FigureSection): PagePart[] {
  if (hidden !== undefined)
    return [{ kind: "list", heading, lines: [says], empty: msg("figures.hidden"), rows: [] }];
  const shown = numbers.filter(({ value }) => value !== undefined);
  const [first, ...others] = tables;
  const told: PagePart[] =
    shown.length === 0
      ? []
      : [
          {
            kind: "numbers",
            heading,
            lines: [says],
            items: shown.map(({ label, unit, value }) => ({ label, value: said(value, unit) })),
          },
        ];
  if (first === undefined) return told;
  // Under the numbers their heading stands already.
  const leads = told.length === 0 ? { heading, lines: [says] } : {};
  return [...told, drawn(first, leads), ...others.map((table) => drawn(table, {}))];
}

function drawn(
  table: FigureTable,
  { heading = table.heading, lines = [] }: { heading?: FigureTable["heading"]; lines?: Line[] },
): PagePart {
  const { columns, rows, shape } = table;
  const empty = msg("figures.hidden");
  if (shape === "lines" || (shape === "bars" && columns.length > 1)) {
    const unit = columns[0]?.unit ?? "count";
    const labels = columns.map(({ label }) => label);
    return { kind: "chart", heading, lines, empty, shape, unit, columns: labels, series: rows };
  }
  if (shape === "bars")
    return {
      ...{ kind: "chart", heading, lines, empty, shape, unit: columns[0]?.unit ?? "count" },
      columns: rows.map(({ label }) => label),
      series: columns.map(({ label }, column) => ({
        label,
        values: rows.map(({ values }) => values[column]),
      })),
    };
  return {
    ...{ kind: "table", heading, lines, empty },
    columns: [table.heading, ...columns.map(({ label }) => label)],
    rows: rows.map(({ label, values }) => [
      label,
      ...values.map((value, column) => said(value, columns[column]?.unit ?? "count")),
    ]),
  };
}
