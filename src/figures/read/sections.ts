import { noon } from "../../kernel/weeks.ts";
import type { Figure, FigureSection, FigureTable } from "../../platform/figures.ts";
import { type Line, type MessageKey, literal, msg } from "../../platform/text.ts";
import { groupsToShow, share, shownCount, shownShare, shownTime } from "../gate.ts";
import { type Tally, added, count } from "../tally.ts";
import { weeksInBlock } from "../weeks.ts";
import type { Read } from "./figures.ts";

/*
 * What is read of a period, section by section: causes and cover first, because they can be mended.
 * All numbers go through gate.ts. Pure.
 */

export function sectionsOf(read: Read | undefined, timeZone: string): FigureSection[] {
  const sections = [causes, cover, help, levels, hours, limits, promises, talks, cases, goodCalls];
  return sections.map((section) => {
    const made = section(read, timeZone);
    return hasNumbers(made) ? made : { ...made, hidden: msg("figures.hidden") };
  });
}

const hasNumbers = ({ numbers, tables }: FigureSection): boolean =>
  numbers.some(({ value }) => value !== undefined) ||
  tables.some(({ rows }) => rows.some(({ values }) => values.some((one) => one !== undefined)));

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

const section = (
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

const number = (
  id: string,
  unit: Figure["unit"],
  key: MessageKey,
  value: number | undefined,
): Figure => ({ id, label: msg(key), unit, ...(value === undefined ? {} : { value }) });

type Section = (read: Read | undefined, timeZone: string) => FigureSection;

const causes: Section = (read) =>
  section(
    "causes",
    [],
    [
      {
        id: "causes",
        heading: msg("figures.causes.table"),
        shape: "bars",
        columns: [{ id: "calls", label: msg("figures.calls"), unit: "count" }],
        rows: (read?.categories ?? []).map(({ category, calls }) => ({
          id: category,
          label: msg(`category.${category}` as "category.OTH"),
          values: [shownCount(calls)],
        })),
      },
    ],
  );

const cover: Section = (read, timeZone) => {
  const weeks = read?.others.breaks;
  const newest = weeks?.period;
  return section(
    "cover",
    (["offered", "taken", "deferred"] as const).map((name) =>
      number(name, "count", `figures.cover.${name}`, newest?.[name]),
    ),
    [
      overWeeks(
        "coverWeeks",
        read,
        timeZone,
        "count",
        (["offered", "taken", "deferred"] as const).map((name) => ({
          id: name,
          label: msg(`figures.cover.${name}`),
          value: (week: string) => weeks?.byWeek.get(week)?.[name],
        })),
      ),
    ],
  );
};

const help: Section = (read, timeZone) => {
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

const levels: Section = (read) => {
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

const hours: Section = (read) => {
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

const limits: Section = (read) => {
  const all = tallyIn(read, read?.weeks ?? []);
  return section(
    "limits",
    (["warned", "endable", "paused", "ended"] as const).map((name) =>
      number(name, "count", `figures.limits.${name}`, shownCount(count(all, name))),
    ),
  );
};

const promises: Section = (read, timeZone) => {
  const weeks = read?.others.promises;
  return section(
    "promises",
    [number("kept", "percent", "figures.promises.kept", weeks?.period?.share)],
    [
      overWeeks("promiseWeeks", read, timeZone, "percent", [
        {
          id: "kept",
          label: msg("figures.promises.kept"),
          value: (week) => weeks?.byWeek.get(week)?.share,
        },
      ]),
    ],
  );
};

/** Of all teams together: which team somebody is in is kept with neither. */
const talks: Section = (read) => {
  const rated = read?.others.help.period;
  const talked = read?.others.talks.period;
  const of = (value: number | undefined) => (value === 0 ? undefined : value);
  return section("talks", [
    number("got", "count", "figures.talks.got", of(rated?.got)),
    number("partly", "count", "figures.talks.partly", of(rated?.partly)),
    number("no", "count", "figures.talks.no", of(rated?.no)),
    number("offered", "count", "figures.talks.offered", of(talked?.offered)),
    number("wanted", "count", "figures.talks.wanted", of(talked?.wanted)),
    number("matched", "count", "figures.talks.matched", of(talked?.matched)),
  ]);
};

const cases: Section = (read) => {
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

const goodCalls: Section = (read, timeZone) => {
  const weeks = read?.others.goodCalls;
  return section(
    "goodCalls",
    [number("calls", "count", "figures.goodCalls.calls", weeks?.period?.calls)],
    [
      overWeeks("goodCallWeeks", read, timeZone, "count", [
        {
          id: "calls",
          label: msg("figures.goodCalls.calls"),
          value: (week) => weeks?.byWeek.get(week)?.calls,
        },
      ]),
    ],
  );
};

function tallyIn(read: Read | undefined, weeks: readonly string[], level?: string): Tally {
  const wanted = new Set(weeks);
  return added(
    (read?.levels ?? [])
      .filter(({ week, name }) => wanted.has(week) && (level ?? name) === name)
      .map(({ tally }) => tally),
  );
}

interface Series<Value> {
  readonly id: string;
  readonly label: Line;
  readonly value: (of: Value) => number | undefined;
}

const dated = (week: string, timeZone: string) => ({
  id: week,
  label: msg("figures.week", { date: noon(week, timeZone) }),
});

/** A chart over single weeks. */
const overWeeks = (
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
