import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byHours, newHours, said } from "../../src/checkins/start/rules.ts";
import { type ShiftStart, evolveStart } from "../../src/checkins/start/state.ts";
import type { OpeningHours } from "../../src/people/hours.ts";
import { isOnShift } from "../../src/people/usual.ts";
import { shiftStart } from "../../src/people/shift-start.ts";
import type { Organisation, Person } from "../../src/runtime/directory/directory.ts";
import { noRoster } from "../../src/runtime/directory/roster.ts";

/* K10, where a shift begins by the hours of the teams. */

const minute = 60_000;
const hour = 60 * minute;
const weekdays = [1, 2, 3, 4, 5];
const organisation = (timeZone: string, ...hours: (OpeningHours | undefined)[]) =>
  ({
    timeZone,
    roster: noRoster,
    people: new Map(),
    teams: new Map(
      hours.map((own, index) => [
        `T${index}`,
        { settings: own === undefined ? {} : { hours: own } },
      ]),
    ),
  }) as unknown as Organisation;
const of = (house: Organisation, teams: readonly string[]): Organisation => ({
  ...house,
  people: new Map([["ana", { supervises: [], agentOf: teams } as unknown as Person]]),
});
const early: OpeningHours = [{ days: weekdays, from: 8 * 60, to: 16 * 60 }];
const late: OpeningHours = [{ days: weekdays, from: 14 * 60, to: 22 * 60 }];
const night: OpeningHours = [{ days: weekdays, from: 22 * 60, to: 6 * 60 }];
/** A Monday. */
const monday = Date.UTC(2026, 10, 23);

describe("when hours begin", () => {
  const next = (house: Organisation, teams: readonly string[], from: number) => {
    const found = shiftStart(of(house, teams), "ana", from);
    return found === undefined ? undefined : (found - monday) / hour;
  };
  it("the next opening; over a weekend; a night's in the evening; none in a team that is always on", () => {
    expect(next(organisation("UTC", early), ["T0"], monday)).toBe(8);
    expect(next(organisation("UTC", early), ["T0"], monday + 8 * hour)).toBe(8);
    expect(next(organisation("UTC", early), ["T0"], monday + 8 * hour + 1)).toBe(32);
    expect(next(organisation("UTC", early), ["T0"], monday + 4 * 24 * hour + 9 * hour)).toBe(
      7 * 24 + 8,
    );
    expect(next(organisation("UTC", night), ["T0"], monday)).toBe(22);
    expect(next(organisation("UTC", undefined), ["T0"], monday)).toBeUndefined();
    expect(next(organisation("UTC", early, undefined), ["T0", "T1"], monday)).toBeUndefined();
  });

  it("somebody of two teams begins when the first of them does", () => {
    const house = organisation("UTC", early, late);
    expect(next(house, ["T0", "T1"], monday + 9 * hour)).toBe(32);
    expect(next(house, ["T1"], monday + 9 * hour)).toBe(14);
  });

  it("through every change of clocks: it is closed before and open then, and no opening is left out", () => {
    const zones = [
      "Europe/London",
      "America/New_York",
      "Australia/Lord_Howe",
      "Africa/Cairo",
      "Pacific/Auckland",
    ];
    const span = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: fc.integer({ min: 0, max: 95 }),
      to: fc.integer({ min: 1, max: 96 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(span, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 52 }),
        (zone, spans, week) => {
          const hours = spans.map(({ days, from, to }) => ({ days, from: from * 15, to: to * 15 }));
          const house = of(organisation(zone, hours), ["T0"]);
          const open = (at: number) => isOnShift(house, "ana", null, at);
          const from = monday + week * 7 * 24 * hour;
          const found = shiftStart(house, "ana", from);
          // Where clocks repeat an hour within a span, that is no new start of a shift; a quarter of an hour is the grain here.
          for (
            let at = Math.ceil(from / (15 * minute)) * 15 * minute;
            at < (found ?? from + 7 * 24 * hour);
            at += 15 * minute
          ) {
            if (!open(at - minute) && open(at)) expect(isRepeated(at, zone)).toBe(true);
          }
          if (found !== undefined)
            expect([open(found - minute), open(found)]).toEqual([false, true]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Within the hours after clocks were put back. */
function isRepeated(at: number, zone: string): boolean {
  const offset = (when: number) =>
    Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(zone).offsetNanoseconds;
  return offset(at - 3 * hour) !== offset(at);
}

describe("the thought comes once a shift", () => {
  const wanting: ShiftStart = { next: monday + 8 * hour };
  const facts = { free: true, began: monday + 8 * hour, begins: monday + 32 * hour };
  const after = (start: ShiftStart, events: ReturnType<typeof said>) =>
    events.reduce<ShiftStart | undefined>(evolveStart, start);

  it("as the hours begin, and not before; the next is tomorrow's", () => {
    expect(byHours(wanting, monday + 8 * hour - 1, facts)).toEqual([]);
    expect(after(wanting, byHours(wanting, monday + 8 * hour, facts))).toEqual({
      at: monday + 8 * hour,
      next: monday + 32 * hour,
    });
    expect(byHours(undefined, monday + 8 * hour, facts)).toEqual([]);
  });

  it("said and begun are one shift, whichever comes first, and so is a pause at noon", () => {
    const told = after(wanting, said(wanting, monday + 7 * hour, facts)) as ShiftStart;
    expect(byHours({ ...told, next: monday + 8 * hour }, monday + 8 * hour, facts)).toMatchObject([
      { type: "startMoved" },
    ]);
    const begun = after(wanting, byHours(wanting, monday + 8 * hour, facts)) as ShiftStart;
    expect(said(begun, monday + 13 * hour, facts)).toEqual([]);
    expect(said(begun, monday + 22 * hour, facts)).toMatchObject([{ type: "started" }]);
  });

  it("in a call as it begins: looked at again for half an hour, then let be; hours that are no more: nothing", () => {
    let start: ShiftStart = wanting;
    for (
      let at = monday + 8 * hour;
      start.next === wanting.next || start.lookAt !== undefined;
      at = start.lookAt ?? Infinity
    ) {
      start = after(start, byHours(start, at, { ...facts, free: false })) as ShiftStart;
      if (start.lookAt === undefined) break;
      expect(start.lookAt).toBeLessThan(monday + 8 * hour + 30 * minute);
    }
    expect(start).toEqual({ next: monday + 32 * hour });
    expect(byHours(wanting, monday + 8 * hour, { free: true, begins: monday + 10 * hour })).toEqual(
      [{ type: "startMoved", at: monday + 8 * hour, next: monday + 10 * hour }],
    );
  });

  it("the file has other hours: the next look moves, and nothing else happens", () => {
    expect(newHours(wanting, monday, { free: true, begins: monday + 8 * hour })).toEqual([]);
    expect(newHours(wanting, monday, { free: true, begins: monday + 10 * hour })).toMatchObject([
      { type: "startMoved", next: monday + 10 * hour },
    ]);
    expect(newHours(undefined, monday, { free: true, begins: monday + 10 * hour })).toEqual([]);
  });
});
