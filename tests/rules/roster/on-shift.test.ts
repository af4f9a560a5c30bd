import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byWeek,
  merged,
  minuteOf,
  nextEdge,
  weekNumber,
  weekStart,
  within,
  without,
} from "../../../src/kernel/spans.ts";
import type { OpeningHours } from "../../../src/people/hours.ts";
import { shiftEnd } from "../../../src/people/shift-end.ts";
import { shiftStart } from "../../../src/people/shift-start.ts";
import { isOnShift } from "../../../src/people/usual.ts";
import type { Organisation, Person } from "../../../src/runtime/directory/directory.ts";
import { noRoster, type RosterChange } from "../../../src/runtime/directory/roster.ts";
import { localTime } from "../../../src/setup/roster/when.ts";

/* P1: one answer to "on shift now", from what was said, agreed, rostered and the hours. */

const minute = 60_000;
const hour = 60 * minute;
const monday = Date.UTC(2027, 2, 22);
const day = (number: number, clock: number) => minuteOf(monday + (number * 24 + clock) * hour);
const open: OpeningHours = [{ days: [1, 2, 3, 4, 5], from: 8 * 60, to: 20 * 60 }];

function house(
  people: Readonly<Record<string, readonly number[]>>,
  covers: readonly number[],
  changes: Readonly<Record<string, readonly RosterChange[]>> = {},
): Organisation {
  const member = { supervises: [], agentOf: ["Billing"] } as unknown as Person;
  return {
    timeZone: "UTC",
    teams: new Map([["Billing", { settings: { hours: open } }]]),
    people: new Map(["ana", "ben"].map((id) => [id, member])),
    roster: {
      ...noRoster,
      week: weekNumber(minuteOf(monday)),
      covers,
      people: new Map(Object.entries(people)),
      changes: new Map(Object.entries(changes)),
    },
  } as unknown as Organisation;
}
const at = (number: number, clock: number) => monday + (number * 24 + clock) * hour;

describe("P1: on shift now", () => {
  const week = [day(0, 0), day(7, 0)];
  const rostered = house({ ana: [day(0, 12), day(0, 21), day(2, 9), day(2, 17)] }, week);

  it("who has a shift in the roster goes by it, also on a day without one; others by the hours", () => {
    const on = (who: string, when: number) => isOnShift(rostered, who, null, when);
    expect([on("ana", at(0, 9)), on("ana", at(0, 12)), on("ana", at(0, 20.5))]).toEqual([
      false,
      true,
      true,
    ]);
    expect([on("ana", at(1, 12)), on("ben", at(1, 12)), on("ben", at(0, 20.5))]).toEqual([
      false,
      true,
      false,
    ]);
    // The roster ends with its week: then the hours decide again.
    expect([on("ana", at(7, 9)), on("ana", at(-3, 9))]).toEqual([true, true]);
  });

  it("what was agreed for the day comes before it, the newest first; what they say comes before all", () => {
    const agreed = house({ ana: [day(0, 12), day(0, 21)] }, week, {
      ana: [
        { from: day(0, 0), to: day(1, 0), works: false },
        { from: day(0, 14), to: day(0, 16), works: true },
      ],
      ben: [{ from: day(1, 0), to: day(2, 0), works: false }],
    });
    const on = (who: string, when: number, said: "on" | "off" | null = null) =>
      isOnShift(agreed, who, said, when);
    expect([on("ana", at(0, 13)), on("ana", at(0, 14)), on("ana", at(0, 16))]).toEqual([
      false,
      true,
      false,
    ]);
    expect([on("ben", at(1, 12)), on("ben", at(2, 12))]).toEqual([false, true]);
    expect([on("ana", at(0, 13), "on"), on("ana", at(0, 14), "off")]).toEqual([true, false]);
  });

  it("a shift starts and ends to the minute", () => {
    const own = house({ ana: [day(0, 12) + 7, day(0, 21) + 5, day(2, 9), day(2, 17)] }, week);
    expect(shiftStart(own, "ana", at(0, 0))).toBe(at(0, 12) + 7 * minute);
    expect(shiftEnd(own, "ana", undefined, at(0, 13))).toBe(at(0, 21) + 5 * minute);
    expect(shiftStart(own, "ana", at(0, 13))).toBe(at(2, 9));
  });

  it("through every change of clocks, a shift on the wall is worked from its start to its end", () => {
    const zones = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 365 }),
        fc.integer({ min: 0, max: 24 * 60 - 1 }),
        fc.integer({ min: 1, max: 16 * 60 }),
        (zone, days, start, length) => {
          const wall = Temporal.PlainDateTime.from("2027-01-01T00:00").add({
            days,
            minutes: start,
          });
          const read = (time: Temporal.PlainDateTime) => {
            const found = localTime(time, zone);
            return typeof found === "number" ? found : (found.readAs ?? 0);
          };
          const [from, to] = [read(wall), read(wall.add({ minutes: length }))];
          const spans = [minuteOf(from), minuteOf(to)];
          const around = {
            ...house({ ana: spans }, [minuteOf(from) - 1_440, minuteOf(to) + 1_440]),
          };
          const own = {
            ...around,
            roster: { ...around.roster, week: weekNumber(minuteOf(from)) },
          };
          const on = (when: number) => isOnShift(own, "ana", null, when);
          // Where an hour is skipped, start and end may fall together.
          if (from >= to) return;
          expect([on(from - 1), on(from), on(to - 1), on(to)]).toEqual([false, true, true, false]);
          expect(shiftStart(own, "ana", from - 5 * hour)).toBe(from);
          expect(shiftEnd(own, "ana", undefined, from)).toBe(to);
          // As a clock on the wall there shows it, but for the hour that does not exist.
          const shown = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
          const skipped = typeof localTime(wall, zone) !== "number";
          expect(shown.toPlainDateTime().equals(wall)).toBe(!skipped);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("spans", () => {
  const spans = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -5, max: 60 })),
    {
      maxLength: 12,
    },
  );
  const flat = (pairs: readonly (readonly [number, number])[]) =>
    pairs.flatMap(([from, length]) => [from, from + length]);
  const covers = (pairs: readonly (readonly [number, number])[], minuteThere: number) =>
    pairs.some(([from, length]) => from <= minuteThere && minuteThere < from + length);
  const minutes = Array.from({ length: 470 }, (_, n) => n);

  it("merged, taken out and divided by weeks, they hold the same minutes", () => {
    fc.assert(
      fc.property(spans, spans, (one, other) => {
        const [own, others] = [merged(flat(one)), merged(flat(other))];
        const rest = without(own, others);
        for (const moment of minutes) {
          expect(within(own, moment)).toBe(covers(one, moment));
          expect(within(rest, moment)).toBe(covers(one, moment) && !covers(other, moment));
        }
        expect(own.every((edge, place) => place === 0 || edge > (own[place - 1] ?? 0))).toBe(true);
        const weeks = byWeek(own.map((edge) => edge * 100));
        expect([...weeks.values()].flat()).toEqual(own.map((edge) => edge * 100));
        for (const [week, [first = 0]] of weeks) {
          expect(weekStart(week) <= first && first < weekStart(week + 1)).toBe(true);
          expect(new Date(weekStart(week) * minute).getUTCDay()).toBe(1);
        }
        expect(nextEdge(own, -1)).toBe(own[0]);
      }),
      { numRuns: 100 },
    );
  });
});
