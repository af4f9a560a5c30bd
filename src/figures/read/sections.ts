import type { FigureSection } from "../../platform/figures.ts";
import { msg } from "../../platform/text.ts";
import { shownCount } from "../gate.ts";
import type { Read } from "./chosen.ts";
import { type Section, number, overWeeks, section } from "./section.ts";
import { cases, help, hours, levels, limits } from "./sections-of-calls.ts";

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
