import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsOf, shownOf } from "../../src/breaks/figures/counts.ts";
import type { Event } from "../../src/breaks/state.ts";
import { weekOf } from "../../src/kernel/weeks.ts";
import { House } from "./breaks-house.ts";

/** Ana, Ben and Carla share a queue that one may leave at a time; everything that happens is counted. */
function counted() {
  const events: Event[] = [];
  const house = new House(["ana", "ben", "carla"], {
    limit: 1,
    witness: (_, __, happened) => void events.push(...happened.events),
  });
  return { house, counts: () => countsOf(events) };
}
const nothing = { offered: 0, taken: 0, deferred: 0 };

describe("breaks of a team's week (I1)", () => {
  it("counts what was offered and what was taken", () => {
    const { house, counts } = counted();
    house.when("ana", { do: "offer" });
    expect(counts()).toEqual({ ...nothing, offered: 1 });
    house.asks("ana", 20);
    house.when("ana", { do: "back" }, "ana");
    house.asks("ben", 5);
    expect(counts()).toEqual({ offered: 1, taken: 2, deferred: 0 });
  });

  it("a wait of 15 minutes is nobody's fault yet", () => {
    const { house, counts } = counted();
    house.asks("ana", 30);
    house.asks("ben", 20);
    house.passes(15);
    house.when("ana", { do: "back" }, "ana");
    expect(house.of("ben").status).toBe("away");
    expect(counts()).toEqual({ ...nothing, taken: 2 });
  });

  it("a longer one is deferred, once, when it ends", () => {
    const { house, counts } = counted();
    house.asks("ana", 30);
    house.asks("ben", 20);
    house.passes(16);
    expect(counts()).toEqual({ ...nothing, taken: 1 });
    house.when("ana", { do: "back" }, "ana");
    expect(counts()).toEqual({ offered: 0, taken: 2, deferred: 1 });
    house.passes(60);
    expect(counts()).toEqual({ offered: 0, taken: 2, deferred: 1 });
  });

  it("somebody who gave up waiting after so long counts as deferred too, and not as taken", () => {
    const { house, counts } = counted();
    house.asks("ana", 30);
    house.asks("ben", 20);
    house.passes(16);
    house.when("ben", { do: "decline" }, "ben");
    expect(counts()).toEqual({ offered: 0, taken: 1, deferred: 1 });
  });

  it("after the call is one wait, and one break", () => {
    const { house, counts } = counted();
    house.asks("ana", 30);
    house.asks("ben", 20);
    house.passes(16);
    house.inCall.add("ben");
    house.when("ana", { do: "back" }, "ana");
    expect(house.of("ben").status).toBe("afterCall");
    expect(counts()).toEqual({ offered: 0, taken: 1, deferred: 1 });
    house.when("ben", { do: "callOver" }, "ben");
    expect(counts()).toEqual({ offered: 0, taken: 2, deferred: 1 });
  });
});

describe("a week", () => {
  it("is known by its Monday, on the organisation's wall", () => {
    const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
    expect(weekOf(at("2026-11-22T23:59:00Z"), "Europe/London")).toBe("2026-11-16");
    expect(weekOf(at("2026-11-22T23:59:00Z"), "Europe/Madrid")).toBe("2026-11-23");
    expect(weekOf(at("2027-01-01T12:00:00Z"), "Europe/London", -1)).toBe("2026-12-21");
  });

  it("is always a Monday, and the last one is seven days before, through every clock change", () => {
    const instants = fc.integer({ min: 1_795_000_000_000, max: 1_895_000_000_000 });
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom("Europe/London", "Africa/Cairo", "America/New_York", "Pacific/Apia"),
        (at, zone) => {
          const [own, last] = [weekOf(at, zone), weekOf(at, zone, -1)].map((day) =>
            Temporal.PlainDate.from(day),
          );
          expect(own?.dayOfWeek).toBe(1);
          expect(last === undefined ? undefined : own?.since(last).days).toBe(7);
        },
      ),
    );
  });
});

describe("7.3: counts of events follow the rule of counts of people", () => {
  const week = (offered: number, taken: number, deferred: number) => ({ offered, taken, deferred });
  it("a week with one call after abuse shows nothing, taken or not", () => {
    for (const [offered, taken] of [
      [1, 0],
      [1, 1],
      [1, 9],
      [9, 8],
      [9, 10],
    ] as const)
      expect(shownOf(week(offered, taken, 0))).toBeUndefined();
    expect(shownOf(week(10, 20, 1))).toBeUndefined();
  });
  it("is shown in fives, so that one more or less is not seen", () => {
    expect(shownOf(week(12, 19, 7))).toEqual(week(10, 15, 5));
    expect(shownOf(week(14, 19, 9))).toEqual(week(10, 15, 5));
    expect(shownOf(week(12, 12, 0))).toEqual(week(10, 10, 0));
  });
});
