import fc from "fast-check";
import { expect, it } from "vitest";
import { minuteOf, weekNumber } from "../../../src/kernel/spans.ts";
import type { OpeningHours } from "../../../src/people/hours.ts";
import { weekOf } from "../../../src/people/roster/week.ts";
import { isOnShift } from "../../../src/people/usual.ts";
import type { Organisation, Person } from "../../../src/runtime/directory/directory.ts";
import { noRoster, type RosterChange } from "../../../src/runtime/directory/roster.ts";

/* P1: the week on the page *People* says what Handrail goes by. */

const hour = 3_600_000;
const monday = Date.UTC(2027, 2, 22);
const minuteAt = (clock: number) => minuteOf(monday + clock * hour);
const hours: OpeningHours = [{ days: [1, 2, 3, 4, 5], from: 8 * 60, to: 20 * 60 }];

/** Ben, by the hours of his team or by a roster, with what was agreed. */
function house(changes: readonly RosterChange[], shifts?: readonly number[]): Organisation {
  const ben = { id: "ben", listed: true, supervises: [], agentOf: ["Billing"] };
  const roster = {
    ...{ ...noRoster, week: weekNumber(minuteOf(monday)), changes: new Map([["ben", changes]]) },
    ...(shifts === undefined
      ? {}
      : { covers: [minuteAt(0), minuteAt(7 * 24)], people: new Map([["ben", shifts]]) }),
  };
  return {
    ...{ timeZone: "UTC", teams: new Map([["Billing", { settings: { hours } }]]), supervisors: [] },
    ...{ people: new Map([["ben", ben as unknown as Person]]), roster },
  } as unknown as Organisation;
}

const saidOn = (organisation: Organisation) => {
  const [, first] = weekOf(organisation, ["Billing"], monday)[0]?.rows[0] ?? [];
  return first === undefined ? "" : JSON.stringify(first);
};

it("who takes a place works their own hours besides, and who gave one away works until then", () => {
  const [from, to] = [minuteAt(14), minuteAt(20)];
  expect(saidOn(house([{ from, to: minuteAt(22), works: true }]))).toContain("08:00–22:00");
  expect(saidOn(house([{ from, to, works: false }]))).toContain("08:00–14:00");
  const evening = house([{ from: minuteAt(6), to: minuteAt(7), works: true }], [from, to]);
  expect(saidOn(evening)).toContain("06:00–07:00, 14:00–20:00");
});

it("each hour of it is an hour on shift, whatever was agreed", () => {
  const change = fc
    .tuple(fc.integer({ min: -4, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.boolean())
    .map(([from, length, works]) => ({ from: minuteAt(from), to: minuteAt(from + length), works }));
  const shifts = fc.option(fc.constant([minuteAt(10), minuteAt(18)]), { nil: undefined });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), shifts, (changes, own) => {
      const organisation = house(changes, own);
      const on = [...saidOn(organisation).matchAll(/(\d\d):00–(\d\d):00/g)].map(
        ([, from, to]) => [Number(from), Number(to) || 24] as const,
      );
      for (let clock = 0; clock < 24; clock++) {
        const is = isOnShift(organisation, "ben", null, monday + clock * hour);
        expect([clock, on.some(([from, to]) => from <= clock && clock < to)]).toEqual([clock, is]);
      }
    }),
  );
});
