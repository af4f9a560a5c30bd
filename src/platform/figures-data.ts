import type { Figures } from "./figures.ts";

/** Figures without sentences: ids and numbers, for programs and exports. */
export interface FiguresData {
  readonly team: string | null;
  readonly period: string;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly sections: readonly {
    readonly id: string;
    /** What is too small to be shown is `null`, and looks like none. */
    readonly numbers: readonly {
      readonly id: string;
      readonly unit: string;
      readonly value: number | null;
    }[];
    readonly tables: readonly {
      readonly id: string;
      readonly columns: readonly { readonly id: string; readonly unit: string }[];
      readonly rows: readonly {
        readonly id: string;
        readonly values: readonly (number | null)[];
      }[];
    }[];
  }[];
}

export const figuresData = ({ team, period, sections }: Figures): FiguresData => ({
  team: team ?? null,
  period: period.kind,
  first_day: period.days?.first ?? null,
  last_day: period.days?.last ?? null,
  sections: sections.map(({ id, numbers, tables }) => ({
    id,
    numbers: numbers.map((one) => ({ id: one.id, unit: one.unit, value: one.value ?? null })),
    tables: tables.map((table) => ({
      id: table.id,
      columns: table.columns.map((column) => ({ id: column.id, unit: column.unit })),
      rows: table.rows.map((row) => ({
        id: row.id,
        values: row.values.map((value) => value ?? null),
      })),
    })),
  })),
});
