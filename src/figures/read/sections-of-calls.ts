import type { Figure, FigureTable } from "../../platform/figures.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
import { groupsToShow, share, shownCount, shownShare, shownTime } from "../gate.ts";
import { type Tally, added, count } from "../tally.ts";
import { weeksInBlock } from "../weeks.ts";
import type { Read } from "./chosen.ts";
import { type Section, type Series, dated, number, section } from "./section.ts";

/* Sections about calls for help, from cells. All numbers go through gate.ts. Pure. */

export const help: Section = (read, timeZone) => {
  const all = tallyIn(read, read?.weeks ?? []);
  return section(
    "help",
    [
      number("alone", "percent", "figures.help.alone", share(all, "alone", "calls")),
      number("inTime", "percent", "figures.help.inTime", share(all, "cameInTime", "calls")),
      number("taken", "seconds", "figures.help.taken", shownTime(all, "taken", "median")),
      number("takenSlowest", "seconds", "figures.help.slowest", shownTime(all, "taken", "slowest")),
      number("came", "seconds", "figures.help.came", shownTime(all, "came", "median")),
      number("widened", "percent", "figures.help.widened", share(all, "widened", "calls")),
      number("lapsed", "percent", "figures.help.lapsed", share(all, "lapsed", "calls")),
      number("calls", "count", "figures.calls", shownCount(count(all, "calls"))),
    ],
    [
      overPeriods("helpWeeks", read, timeZone, "percent", [
        {
          id: "inTime",
          label: msg("figures.help.inTime"),
          value: (tally) => share(tally, "cameInTime", "calls"),
        },
        {
          id: "alone",
          label: msg("figures.help.alone"),
          value: (tally) => share(tally, "alone", "calls"),
        },
      ]),
      overPeriods("takenWeeks", read, timeZone, "seconds", [
        {
          id: "median",
          label: msg("figures.help.taken"),
          value: (tally) => shownTime(tally, "taken", "median"),
        },
        {
          id: "slowest",
          label: msg("figures.help.slowest"),
          value: (tally) => shownTime(tally, "taken", "slowest"),
        },
      ]),
    ],
  );
};

/** As people read them: the most urgent first. */
const levelNames = ["danger", "abuse", "help", "question"] as const;

const columns = {
  calls: { label: msg("figures.calls"), unit: "count" },
  taken: { label: msg("figures.column.taken"), unit: "seconds" },
  slowest: { label: msg("figures.column.slowest"), unit: "seconds" },
  takenInTime: { label: msg("figures.column.takenInTime"), unit: "percent" },
  came: { label: msg("figures.column.came"), unit: "seconds" },
  inTime: { label: msg("figures.column.inTime"), unit: "percent" },
  alone: { label: msg("figures.column.alone"), unit: "percent" },
  widened: { label: msg("figures.column.widened"), unit: "percent" },
} as const;
type Column = keyof typeof columns;

const columnsOf = (names: readonly Column[]) => names.map((id) => ({ id, ...columns[id] }));

const valueOf: Readonly<Record<Column, (tally: Tally) => number | undefined>> = {
  calls: (tally) => shownCount(count(tally, "calls")),
  taken: (tally) => shownTime(tally, "taken", "median"),
  slowest: (tally) => shownTime(tally, "taken", "slowest"),
  takenInTime: (tally) => share(tally, "takenInTime", "calls"),
  came: (tally) => shownTime(tally, "came", "median"),
  inTime: (tally) => share(tally, "cameInTime", "calls"),
  alone: (tally) => share(tally, "alone", "calls"),
  widened: (tally) => share(tally, "widened", "calls"),
};

export const levels: Section = (read) => {
  const names = Object.keys(columns) as Column[];
  return section(
    "levels",
    [],
    [
      {
        id: "levels",
        heading: msg("figures.levels.table"),
        shape: "table",
        columns: columnsOf(names),
        rows: levelNames.map((level) => {
          const tally = tallyIn(read, read?.weeks ?? [], level);
          return {
            id: level,
            label: msg(`level.${level}`),
            values: names.map((name) => valueOf[name](tally)),
          };
        }),
      },
    ],
  );
};

export const hours: Section = (read) => {
  const names = ["calls", "taken", "inTime", "alone"] as const;
  const table = (
    slice: "hour" | "day",
    label: (name: number) => Line,
    nameOf: (hour: number) => number,
  ): FigureTable => {
    const shown = groupsToShow(read?.people[slice] ?? new Map());
    return {
      id: slice,
      heading: msg(`figures.hours.${slice}`),
      shape: "table",
      columns: columnsOf(names),
      rows: Array.from({ length: slice === "hour" ? 24 : 7 }, (_, name) => {
        const cells = (read?.hours ?? []).filter((cell) => nameOf(Number(cell.name)) === name);
        const tally = added(shown.has(String(name)) ? cells.map((cell) => cell.tally) : []);
        return {
          id: String(name),
          label: label(name),
          values: names.map((one) => valueOf[one](tally)),
        };
      }).filter(({ values }) => values.some((value) => value !== undefined)),
    };
  };
  return section(
    "hours",
    [],
    [
      table(
        "hour",
        (hour) => literal(`${String(hour).padStart(2, "0")}:00`),
        (hour) => hour % 24,
      ),
      table(
        "day",
        (day) => msg(`figures.day.${day}` as "figures.day.0"),
        (hour) => Math.floor(hour / 24),
      ),
    ],
  );
};

export const limits: Section = (read) => {
  const all = tallyIn(read, read?.weeks ?? []);
  return section(
    "limits",
    (["warned", "endable", "paused", "ended"] as const).map((name) =>
      number(name, "count", `figures.limits.${name}`, shownCount(count(all, name))),
    ),
  );
};

export const cases: Section = (read) => {
  const all = tallyIn(read, read?.weeks ?? []);
  const repeated = count(all, "repeated");
  return section("cases", [
    number("repeated", "count", "figures.cases.repeated", shownCount(repeated)),
    number(
      "planned",
      "percent",
      "figures.cases.planned",
      shownShare(count(all, "planned"), repeated),
    ),
  ]);
};

function tallyIn(read: Read | undefined, weeks: readonly string[], level?: string): Tally {
  const wanted = new Set(weeks);
  return added(
    (read?.levels ?? [])
      .filter(({ week, name }) => wanted.has(week) && (level ?? name) === name)
      .map(({ tally }) => tally),
  );
}

/** The same of requests; over two years by blocks. */
function overPeriods(
  id: string,
  read: Read | undefined,
  timeZone: string,
  unit: Figure["unit"],
  series: readonly Series<Tally>[],
): FigureTable {
  const weeks = read?.beside ?? [];
  const size = read?.inBlocks === true ? weeksInBlock : 1;
  const groups = Array.from({ length: Math.ceil(weeks.length / size) }, (_, index) =>
    weeks.slice(index * size, (index + 1) * size),
  );
  const tallies = groups.map((group) => tallyIn(read, group));
  return {
    id,
    heading: msg(size === 1 ? "figures.overWeeks" : "figures.overBlocks"),
    shape: "lines",
    columns: groups.map(([week = ""]) => ({ ...dated(week, timeZone), unit })),
    rows: series.map((one) => ({ id: one.id, label: one.label, values: tallies.map(one.value) })),
  };
}
