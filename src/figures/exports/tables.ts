import type { FiguresData } from "../../platform/figures-data.ts";
import type { Cell } from "./csv.ts";

const heading = [
  ...["team", "period", "first_day", "last_day"],
  ...["section", "table", "row", "column", "unit", "value"],
];

/** A line for each number, as a spreadsheet can sort them. What is not shown has no value. */
export const tableOf = (all: readonly FiguresData[]): Cell[][] => [
  heading,
  ...all.flatMap(({ team, period, first_day, last_day, sections }) => {
    const whose: Cell[] = [team ?? "all teams", period, first_day, last_day];
    return sections.flatMap(({ id, numbers, tables }) => [
      ...numbers.map((one) => [...whose, id, "", "", one.id, one.unit, one.value]),
      ...tables.flatMap((table) =>
        table.rows.flatMap((row) =>
          row.values.map((value, index) => [
            ...[...whose, id, table.id, row.id],
            ...[table.columns[index]?.id ?? "", table.columns[index]?.unit ?? "", value],
          ]),
        ),
      ),
    ]);
  }),
];
