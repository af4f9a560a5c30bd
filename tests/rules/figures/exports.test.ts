import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../../src/escalations/figures/fold.ts";
import { csvOf } from "../../../src/figures/exports/csv.ts";
import { type Command, type Facts, decide } from "../../../src/figures/exports/rules.ts";
import { incidentsOf } from "../../../src/figures/exports/incidents.ts";
import type { Given } from "../../../src/kernel/decision.ts";
import { minutes } from "../../../src/kernel/time.ts";
import type { RequestFacts } from "../../../src/people/figures.ts";
import { eventsOf } from "../../support/figures.ts";

const begins = /^[=+\-@\t\r\n＝＋－＠]/;

describe("a table for spreadsheets", () => {
  it("no cell begins a formula, and what was written comes back", () => {
    const hostile = fc.constantFrom(
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      "\n",
      "＝",
      "＋",
      "－",
      "＠",
      '"',
      ",",
    );
    const cell = fc
      .tuple(
        fc.option(hostile, { nil: "" }),
        fc.string({ unit: "grapheme", maxLength: 12 }),
        hostile,
      )
      .map((parts) => parts.join(""));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(table, (rows) => {
        const read = parse(csvOf(rows), {
          ...{ bom: true, relax_column_count: true, record_delimiter: "\r\n" },
        });
        expect(read.flat().filter((one) => begins.test(one))).toEqual([]);
        const back = read.map((row) =>
          row.map((one) => (begins.test(one.slice(1)) && one.startsWith("'") ? one.slice(1) : one)),
        );
        expect(back).toEqual(rows);
      }),
    );
  });

  it("a number is a number, and what is not shown is empty", () =>
    expect(csvOf([["=1+1", -5, null]])).toBe("\uFEFF'=1+1,-5,\r\n"));
});

const given = (by: string | undefined): Given => ({
  ...{ at: 0, by, via: undefined, newId: "00000000-0000-4000-8000-000000000001", seed: 0 },
});
const command: Command = { do: "make", kind: "pack", team: "Billing" };
const facts: Facts = { isAdmin: true, served: true, isTeam: true };

describe("an export", () => {
  it("is an admin's, of a team that is there, where there are pages", () => {
    const refused = (by: string | undefined, more: Partial<Facts>) =>
      decide(undefined, command, given(by), { ...facts, ...more });
    expect(refused("sam", { isAdmin: false })).toEqual({ refused: "not-an-admin" });
    expect(refused(undefined, {})).toEqual({ refused: "not-an-admin" });
    expect(refused("kim", { served: false })).toEqual({ refused: "off" });
    expect(refused("kim", { isTeam: false })).toEqual({ refused: "no-team" });
    expect(decide(undefined, command, given("kim"), facts)).toEqual({
      events: [expect.objectContaining({ type: "made", by: "kim", kind: "pack", team: "Billing" })],
      answer: { export: given("kim").newId, until: minutes(5), link: true },
    });
  });
});

describe("hard calls one by one", () => {
  const one = (team: string): RequestFacts => {
    const found = factsOf(
      eventsOf(
        { team, category: "ABU" },
        { at: Date.parse("2027-03-03T03:14:15Z"), requester: "ana", alone: false },
      ),
    );
    if (found === undefined) throw new Error("nothing");
    return found;
  };
  const some = (team: string, count: number) => Array.from({ length: count }, () => one(team));
  const block = "2027-03-01";

  it("name a team of which there are five, and no time and nobody", () => {
    const { rows, policies, leftOut } = incidentsOf(
      new Map([[block, some("Billing", 6)]]),
      () => true,
      () => true,
    );
    expect(rows.slice(1)).toHaveLength(6);
    expect(rows[1]?.slice(0, 4)).toEqual([block, "Billing", "abuse", "ABU"]);
    expect(policies).toHaveLength(1);
    expect(leftOut).toBe(false);
    expect(JSON.stringify([rows, policies])).not.toMatch(/ana|03:14|0000-/);
  });

  it("of fewer stand without their team, where all of those together are five", () => {
    const both = (first: number, second: number) =>
      incidentsOf(
        new Map([[block, [...some("Billing", first), ...some("Deliveries", second)]]]),
        () => true,
        () => true,
      );
    expect(
      both(3, 2)
        .rows.slice(1)
        .map((row) => row[1]),
    ).toEqual(["", "", "", "", ""]);
    expect(both(3, 1)).toMatchObject({ leftOut: true, rows: [expect.anything()] });
    // Six are told apart, and the three that are left are too few.
    expect(
      both(6, 3)
        .rows.slice(1)
        .map((row) => row[1]),
    ).toEqual(Array(6).fill("Billing"));
  });

  it("without their team have no policy: it may be the policy of that team alone", () => {
    const own = some("Deliveries", 2).map((call) => ({
      ...call,
      policy: { ...call.policy, repeat: 7 },
    }));
    const { rows, policies } = incidentsOf(
      new Map([[block, [...some("Billing", 3), ...own]]]),
      () => true,
      () => true,
    );
    const at = rows[0]?.indexOf("policy") ?? -1;
    expect(rows.slice(1).map((row) => [row[1], row[at]])).toEqual(
      Array.from({ length: 5 }, () => ["", null]),
    );
    expect(policies).toEqual([]);
  });

  it("of a team that is too small to be in figures are left out", () => {
    const found = incidentsOf(
      new Map([[block, [...some("Billing", 6), ...some("Lone", 9)]]]),
      (team) => team !== "Lone",
      (team) => team === "Billing",
    );
    expect(found.rows.slice(1).every((row) => row[1] === "Billing")).toBe(true);
    expect(found.leftOut).toBe(true);
  });
});
