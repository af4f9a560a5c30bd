import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../../src/escalations/figures/fold.ts";
import type { Event } from "../../../src/escalations/events.ts";
import { cellsOf, hourOfWeek } from "../../../src/figures/cells.ts";
import { bucketOf, quantile, tallyOf } from "../../../src/figures/tally.ts";
import { blockOf, lastBlock, shifted, startOf } from "../../../src/figures/weeks.ts";
import { hours, minutes, seconds } from "../../../src/kernel/time.ts";
import { eventsOf } from "../../support/figures.ts";

const monday = Date.parse("2027-03-01T00:00:00Z");
const ana = "00000000-0000-4000-8000-00000000000a";
const call = (alone = false, at = monday) =>
  eventsOf({ team: "Billing" }, { at, requester: ana, alone });
const facts = (events: readonly Event[]) => {
  const found = factsOf(events);
  if (found === undefined) throw new Error("it counts nowhere");
  return found;
};
/** With more events, put where they happened. */
const and = (events: readonly Event[], ...more: Event[]) =>
  [...events, ...more].toSorted((a, b) => a.at - b.at);

describe("a request, as figures count it", () => {
  it("is taken and joined, with the times from the tap", () => {
    expect(facts(call())).toEqual({
      ...{ team: "Billing", openedAt: monday, level: "help", category: "CMP", early: false },
      ...{ takenAfter: seconds(20), takenInTime: true, cameAfter: seconds(40), cameInTime: true },
      ...{ alone: false, widened: false, lapsed: false, noAnswer: false },
      ...{ warned: false, endable: false, paused: false, ended: false },
      ...{ warnings: 0, repeated: false, planned: false },
      policy: {
        steps: [
          { asks: "supervisors", timeout: seconds(45) },
          { asks: "everyone", timeout: seconds(60) },
        ],
        ...{ repeat: 1, joinWithin: minutes(3) },
      },
    });
  });

  it("nobody came: it is alone, and had no answer", () => {
    const alone = facts(call(true));
    expect(alone).toMatchObject({ alone: true, noAnswer: true, takenInTime: false });
    expect(alone).not.toHaveProperty("takenAfter");
  });

  it("lost once and taken again, it counts the first time, and that it lapsed", () => {
    const by = ana;
    const again = and(
      call(),
      { type: "lapsed", at: monday + seconds(30), by, occasion: "a2" },
      {
        ...{ type: "acknowledged", at: monday + seconds(35), by, joinBy: 0, occasion: "p3" },
      },
    );
    expect(facts(again)).toMatchObject({ takenAfter: seconds(20), lapsed: true, alone: false });
  });

  it("somebody who only answers was there", () => {
    const events = and(call(true), {
      ...{ type: "answered", at: monday + seconds(10), by: ana, occasion: "p1" },
      ...{ verdict: "approve" },
    });
    expect(facts(events)).toMatchObject({ alone: false, cameAfter: seconds(10) });
  });

  it("a practice is no request, and no journal is none", () => {
    const [opened, ...rest] = call();
    if (opened?.type !== "opened") throw new Error("not opened");
    expect(factsOf([{ ...opened, practice: true }, ...rest])).toBeUndefined();
    expect(factsOf([])).toBeUndefined();
  });

  it("withdrawn within a minute it counts in its reason alone", () => {
    const events = call(true).map((event): Event =>
      event.type === "resolved"
        ? { ...{ type: "withdrawn", at: event.at, by: ana }, assisted: false, early: true }
        : event,
    );
    expect(tallyOf(facts(events))).toEqual({});
    const cells = cellsOf([facts(events)], "UTC");
    expect(cells).toEqual([expect.objectContaining({ slice: "category", tally: { calls: 1 } })]);
  });
});

describe("times in buckets", () => {
  it("a median or nine in ten is at most 5 % from the true one", () => {
    const times = fc.array(fc.integer({ min: 500, max: hours(2) }), {
      minLength: 5,
      maxLength: 60,
    });
    fc.assert(
      fc.property(times, fc.constantFrom(0.5, 0.9), (all, part) => {
        const tally: Record<string, number> = {};
        for (const time of all) {
          const name = `taken.${bucketOf(time)}`;
          tally[name] = (tally[name] ?? 0) + 1;
        }
        const sorted = all.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(all.length * part) - 1] ?? 0;
        const found = quantile(tally, "taken", part) ?? 0;
        expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(0.05);
      }),
    );
  });
});

describe("weeks, hours and blocks", () => {
  it("an hour is the one on the organisation's clocks, through both changes of the year", () => {
    const zone = "Europe/London";
    const hour = (at: string) => hourOfWeek(Date.parse(at), zone);
    const sunday = 6 * 24;
    // In March the hour after 0:59 is 2:00; in October 1:00 to 1:59 comes twice.
    expect(hour("2027-03-28T00:59:00Z")).toBe(sunday);
    expect(hour("2027-03-28T01:00:00Z")).toBe(sunday + 2);
    expect(hour("2027-10-31T00:30:00Z")).toBe(sunday + 1);
    expect(hour("2027-10-31T01:30:00Z")).toBe(sunday + 1);
    expect(hour("2027-10-31T02:00:00Z")).toBe(sunday + 2);
    const lasts = (week: string) =>
      (startOf(shifted(week, 1), zone) - startOf(week, zone)) / hours(1);
    expect([lasts("2027-03-22"), lasts("2027-03-29"), lasts("2027-10-25")]).toEqual([
      167, 168, 169,
    ]);
  });

  it("every call of a week is in one hour of it, in any zone", () => {
    const zones = ["America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "America/New_York"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 60 * 24 * 800 }),
        (zone, n) => {
          const at = monday + minutes(n);
          const [cell] = cellsOf([{ ...facts(call(false, at)) }], zone).filter(
            ({ slice }) => slice === "hour",
          );
          const week = cell?.week ?? "";
          expect(at).toBeGreaterThanOrEqual(startOf(week, zone));
          expect(at).toBeLessThan(startOf(shifted(week, 1), zone));
          expect(Number(cell?.name)).toBeLessThan(168);
        },
      ),
    );
  });

  it("a block is the same for every week in it, and two never share a week", () => {
    const weeks = Array.from({ length: 120 }, (_, index) => shifted("2025-12-29", index));
    const blocks = Map.groupBy(weeks, blockOf);
    for (const [block, its] of [...blocks].slice(1, -1))
      expect([its[0], its.length]).toEqual([block, 4]);
    for (const next of weeks) {
      expect(shifted(lastBlock(next), 4) <= next).toBe(true);
      expect(shifted(lastBlock(next), 8) > next).toBe(true);
    }
  });
});
