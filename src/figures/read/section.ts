import { noon } from "../../kernel/weeks.ts";
import type { Figure, FigureSection, FigureTable } from "../../platform/figures.ts";
import { type Line, type MessageKey, msg } from "../../platform/text.ts";
import type { Read } from "./chosen.ts";

/* What every section of the figures is made of. Pure. */

type Id =
  | "causes"
  | "cover"
  | "help"
  | "levels"
  | "hours"
  | "limits"
  | "promises"
  | "talks"
  | "cases"
  | "goodCalls";

export const section = (
  id: Id,
  numbers: readonly Figure[],
  tables: readonly FigureTable[] = [],
): FigureSection => ({
  id,
  heading: msg(`figures.${id}.heading`),
  says: msg(`figures.${id}.says`),
  numbers,
  tables: tables.filter(({ rows }) =>
    rows.some(({ values }) => values.some((value) => value !== undefined)),
  ),
});

export const number = (
  id: string,
  unit: Figure["unit"],
  key: MessageKey,
  value: number | undefined,
): Figure => ({ id, label: msg(key), unit, ...(value === undefined ? {} : { value }) });

export type Section = (read: Read | undefined, timeZone: string) => FigureSection;

export interface Series<Value> {
  readonly id: string;
  readonly label: Line;
  readonly value: (of: Value) => number | undefined;
}

export const dated = (week: string, timeZone: string) => ({
  id: week,
  label: msg("figures.week", { date: noon(week, timeZone) }),
});

/** A chart over single weeks. */
export const overWeeks = (
  id: string,
  read: Read | undefined,
  timeZone: string,
  unit: Figure["unit"],
  series: readonly Series<string>[],
): FigureTable => {
  const weeks = (read?.beside ?? []).slice(read?.inBlocks === true ? -weeksInYear : 0);
  return {
    id,
    heading: msg("figures.overWeeks"),
    shape: unit === "count" ? "bars" : "lines",
    columns: weeks.map((week) => ({ ...dated(week, timeZone), unit })),
    rows: series.map((one) => ({ id: one.id, label: one.label, values: weeks.map(one.value) })),
  };
};
/** They are kept for a year. */
const weeksInYear = 52;
