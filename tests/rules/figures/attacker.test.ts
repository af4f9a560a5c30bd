import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../src/figures/cells.ts";
import {
  groupsToShow,
  shownCount,
  shownShare,
  shownTogether,
  teamsToShow,
} from "../../../src/figures/gate.ts";
import { incidentsOf } from "../../../src/figures/exports/incidents.ts";
import type { Read } from "../../../src/figures/read/chosen.ts";
import { sectionsOf } from "../../../src/figures/read/sections.ts";
import { blockOf, shifted, weeksFrom } from "../../../src/figures/weeks.ts";
import { fewest } from "../../../src/kernel/weeks.ts";
import { hours, minutes } from "../../../src/kernel/time.ts";
import type { RequestFacts } from "../../../src/people/figures.ts";
import type { FigureSection } from "../../../src/platform/figures.ts";

/*
 * Somebody reads everything that anybody may: each team and all of them, each week, the block, each
 * hour and day, and the pack. They look for numbers that few people stand behind: shown, or left
 * over where shown ones are taken from each other.
 */

const block = blockOf("2027-02-22");
const weeks = weeksFrom(block, 4);
interface Call {
  readonly person: string;
  readonly facts: RequestFacts;
}

/** A centre: teams of one to eight, of whom some are in two, and their calls of four weeks. */
const centre = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
    shared: fc.boolean(),
    calls: fc.array(
      fc.record({
        team: fc.nat(3),
        who: fc.nat(7),
        minute: fc.nat(4 * 7 * 24 * 60 - 1),
        level: fc.constantFrom("danger", "abuse", "help"),
        took: fc.integer({ min: 1, max: 600 }),
        alone: fc.boolean(),
      }),
      { minLength: 0, maxLength: 120 },
    ),
    nights: fc.nat(9),
  })
  .map(({ sizes, shared, calls, nights }) => {
    const teams = new Map(
      sizes.map((size, team) => [
        `T${team}`,
        new Set(
          Array.from({ length: size }, (_, n) => (shared && n === 0 ? "both" : `${team}.${n}`)),
        ),
      ]),
    );
    const made = calls.map((call) => callOf(teams, call.team % sizes.length, call));
    // One of the first team is alone at night.
    const night = Array.from({ length: nights }, (_, n) =>
      callOf(teams, 0, {
        ...{
          who: 0,
          minute: n * 3 * 24 * 60 + 3 * 60 + n,
          level: "abuse",
          took: 20 + n,
          alone: false,
        },
      }),
    );
    return { teams, calls: [...made, ...night] };
  });

function callOf(
  teams: ReadonlyMap<string, ReadonlySet<string>>,
  team: number,
  call: { who: number; minute: number; level: string; took: number; alone: boolean },
): Call {
  const people = [...(teams.get(`T${team}`) ?? [])];
  const after = call.took * 1_000;
  return {
    person: people[call.who % people.length] ?? "",
    facts: {
      ...{ team: `T${team}`, openedAt: Date.parse(`${block}T00:00:00Z`) + minutes(call.minute) },
      ...{ level: call.level, category: "ABU", early: false, alone: call.alone },
      ...(call.alone ? {} : { takenAfter: after, cameAfter: after }),
      ...{ takenInTime: call.took < 60, cameInTime: call.took < 120, widened: call.took > 90 },
      ...{ lapsed: false, noAnswer: call.alone, warned: true, warnings: 1, endable: false },
      ...{ paused: false, ended: false, repeated: false, planned: false },
      policy: { steps: [], repeat: 1, joinWithin: 0 },
    },
  };
}

/** What a reader of one team, or of all, gets: the very sections of the page. */
function read(
  { teams, calls }: { teams: ReadonlyMap<string, ReadonlySet<string>>; calls: readonly Call[] },
  team: string | undefined,
  chosen: readonly string[],
): { sections: FigureSection[]; behind: readonly Call[] } {
  const shown = teamsToShow(teams);
  const isShown = team === undefined ? true : (shown.get(team) ?? 0) >= fewest;
  const behind = calls.filter(
    ({ facts }) => shown.has(facts.team) && (team ?? facts.team) === facts.team,
  );
  const whole = new Set([...shown.keys()].flatMap((one) => [...(teams.get(one) ?? [])]));
  const may = isShown && (team !== undefined || whole.size >= fewest);
  const cells = may
    ? cellsOf(
        behind.map(({ facts }) => facts),
        "UTC",
      )
    : [];
  const of = (slice: string) => cells.filter((cell) => cell.slice === slice);
  const people = (nameOf: (at: number) => number) => {
    const found = Map.groupBy(behind, ({ facts }) => String(nameOf(facts.openedAt)));
    return new Map(
      [...found].map(([name, its]) => [name, new Set(its.map((one) => one.person)).size]),
    );
  };
  const made: Read = {
    ...{
      period: { kind: "week", label: { literal: "" } },
      team,
      weeks: [...chosen],
      beside: weeks,
    },
    ...{ inBlocks: false, levels: of("level"), hours: of("hour") },
    categories: [
      {
        category: "ABU",
        calls: of("category")
          .filter(({ week }) => chosen.includes(week))
          .reduce((sum, { tally }) => sum + (tally["calls"] ?? 0), 0),
      },
    ],
    people: {
      hour: people((at) => new Date(at).getUTCHours()),
      day: people((at) => (new Date(at).getUTCDay() + 6) % 7),
    },
    others: {
      breaks: { byWeek: new Map() },
      promises: { byWeek: new Map() },
      help: { byWeek: new Map() },
      talks: { byWeek: new Map() },
      goodCalls: { byWeek: new Map() },
    },
  };
  return { sections: sectionsOf(may ? made : undefined, "UTC"), behind };
}

const numbersIn = (sections: readonly FigureSection[]) =>
  sections.flatMap(({ numbers, tables }) => [
    ...numbers.flatMap(({ id, unit, value }) => (value === undefined ? [] : [{ id, unit, value }])),
    ...tables.flatMap(({ id, columns, rows }) =>
      rows.flatMap(({ values }) =>
        values.flatMap((value, index) =>
          value === undefined ? [] : [{ id, unit: columns[index]?.unit ?? "count", value }],
        ),
      ),
    ),
  ]);

describe("whatever is put together", () => {
  it("a number is of a team of five, or of a whole of five; less what is shown, five are left or none", () =>
    fc.assert(
      fc.property(centre, ({ teams, calls }) => {
        const shown = teamsToShow(teams);
        for (const [team, agents] of teams) {
          const { sections } = read({ teams, calls }, team, weeks);
          if (agents.size < fewest) expect(numbersIn(sections)).toEqual([]);
        }
        const left = new Set(
          [...shown].flatMap(([team, size]) =>
            size >= fewest ? [] : [...(teams.get(team) ?? [])],
          ),
        );
        expect(left.size === 0 || left.size >= fewest).toBe(true);
        const { sections, behind } = read({ teams, calls }, undefined, weeks);
        const whole = new Set([...shown.keys()].flatMap((team) => [...(teams.get(team) ?? [])]));
        if (whole.size < fewest) expect(numbersIn(sections)).toEqual([]);
        expect(behind.every(({ facts }) => shown.has(facts.team))).toBe(true);
      }),
    ));

  it("every count is in fives, every share in fives, and no time is of one call", () =>
    fc.assert(
      fc.property(centre, fc.nat(3), ({ teams, calls }, week) => {
        for (const team of [undefined, ...teams.keys()])
          for (const chosen of [[weeks[week] ?? ""], weeks]) {
            const { sections, behind } = read({ teams, calls }, team, chosen);
            for (const { unit, value } of numbersIn(sections)) {
              if (unit === "seconds") continue;
              expect(value % 5).toBe(0);
              if (unit === "count") expect(value).toBeGreaterThanOrEqual(fewest);
            }
            const inWeeks = behind.filter(({ facts }) =>
              chosen.some((one) => weekOf(facts) === one),
            );
            const times = numbersIn(sections.filter(({ id }) => id === "help")).filter(
              ({ id, unit }) => unit === "seconds" && !id.endsWith("Weeks"),
            );
            if (times.length > 0)
              expect(
                inWeeks.filter(({ facts }) => facts.takenAfter !== undefined).length,
              ).toBeGreaterThanOrEqual(fewest);
          }
      }),
    ));

  it("an hour or a day has five different people behind it; who is alone at night is in none", () =>
    fc.assert(
      fc.property(centre, ({ teams, calls }) => {
        for (const team of [undefined, ...teams.keys()]) {
          const { sections, behind } = read({ teams, calls }, team, weeks);
          const tables = sections.find(({ id }) => id === "hours")?.tables ?? [];
          for (const { id, rows } of tables) {
            const nameOf = ({ facts: { openedAt } }: Call) =>
              id === "hour"
                ? new Date(openedAt).getUTCHours()
                : (new Date(openedAt).getUTCDay() + 6) % 7;
            const groups = Map.groupBy(behind, (call) => String(nameOf(call)));
            for (const row of rows)
              expect(
                new Set(groups.get(row.id)?.map(({ person }) => person)).size,
              ).toBeGreaterThanOrEqual(fewest);
            const allowed = groupsToShow(
              new Map(
                [...groups].map(([name, its]) => [
                  name,
                  new Set(its.map((one) => one.person)).size,
                ]),
              ),
            );
            // Never exactly one left out: the rest of the team's number would be it.
            expect(groups.size - allowed.size).not.toBe(1);
          }
        }
      }),
    ));

  it("whose call it was in a team that is not told apart changes nothing that anybody reads", () =>
    fc.assert(
      fc.property(centre, ({ teams, calls }) => {
        const shown = teamsToShow(teams);
        const small = [...teams.keys()].filter(
          (team) => (shown.get(team) ?? 0) < fewest && shown.has(team),
        );
        const [one, other] = small;
        if (one === undefined || other === undefined) return;
        const swapped = calls.map(({ person, facts }) => ({
          person,
          facts: {
            ...facts,
            team: facts.team === one ? other : facts.team === other ? one : facts.team,
          },
        }));
        for (const team of [undefined, ...teams.keys()])
          for (const chosen of [[weeks[0] ?? ""], weeks])
            expect(read({ teams, calls: swapped }, team, chosen).sections).toEqual(
              read({ teams, calls }, team, chosen).sections,
            );
      }),
    ));

  it("a pack has no row of fewer than five of its kind, and none of a team that is in no figure", () =>
    fc.assert(
      fc.property(centre, ({ teams, calls }) => {
        const shown = teamsToShow(teams);
        const { rows } = incidentsOf(
          new Map([[block, calls.map(({ facts }) => facts)]]),
          (team) => shown.has(team),
          (team) => (shown.get(team) ?? 0) >= fewest,
        );
        const byTeam = Map.groupBy(rows.slice(1), (row) => row[1]);
        for (const [team, its] of byTeam) {
          expect(its.length).toBeGreaterThanOrEqual(fewest);
          if (team !== "") expect(shown.get(String(team)) ?? 0).toBeGreaterThanOrEqual(fewest);
        }
      }),
    ));
});

const weekOf = ({ openedAt }: RequestFacts): string =>
  shifted(block, Math.floor((openedAt - Date.parse(`${block}T00:00:00Z`)) / hours(24 * 7)));

describe("the gate", () => {
  it("leaves out small teams that are few together, and has them in the whole where they are five", () => {
    const team = (name: string, size: number) =>
      [name, new Set(Array.from({ length: size }, (_, n) => `${name}${n}`))] as const;
    expect(teamsToShow(new Map([team("A", 6), team("B", 2), team("C", 2)]))).toEqual(
      new Map([["A", 6]]),
    );
    expect(teamsToShow(new Map([team("A", 6), team("B", 2), team("C", 3)]))).toEqual(
      new Map([
        ["A", 6],
        ["B", 0],
        ["C", 0],
      ]),
    );
    // The same five people twice are five.
    expect(
      teamsToShow(
        new Map([
          ["A", new Set(["x", "y"])],
          ["B", new Set(["x", "y"])],
        ]),
      ),
    ).toEqual(new Map());
  });

  it("shows a count and a share from five on, and numbers that belong together all or none", () => {
    expect([4, 5, 9, 10].map(shownCount)).toEqual([undefined, 5, 5, 10]);
    expect([shownShare(1, 4), shownShare(1, 8), shownShare(0, 5)]).toEqual([undefined, 15, 0]);
    expect(shownTogether({ offered: 12, taken: 4 })).toBeUndefined();
    expect(shownTogether({ offered: 12, taken: 9 }, [3])).toBeUndefined();
    expect(shownTogether({ offered: 12, taken: 0 })).toEqual({ offered: 10, taken: 0 });
  });
});
