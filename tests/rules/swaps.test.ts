import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Given } from "../../src/kernel/decision.ts";
import { changed } from "../../src/swaps/forms.ts";
import { type Facts, decide, effects, timers } from "../../src/swaps/rules.ts";
import { type Swap, changesOf, evolve } from "../../src/swaps/swap.ts";
import { hoursOn } from "../../src/swaps/who.ts";
import type { Organisation } from "../../src/runtime/directory/directory.ts";

/* P1: swaps, places and changes. */

const hour = 3_600_000;
const given = (by: string, at = 0): Given => ({ at, by, via: "a", newId: "s1", seed: 1 });
const shift = { from: 9 * hour, to: 17 * hour };
const facts: Facts = {
  ...{ span: shift, may: true, listed: true, there: ["ben", "carla"], supervisors: ["sam"] },
  whose: "ana",
};
const ask = { do: "ask", shift: "1", with: "ben", day: "" } as const;
const begun = (command: Parameters<typeof decide>[1], by = "ana", known = facts): Swap => {
  const decision = decide(undefined, command, given(by, 10 * hour), known);
  if (!("events" in decision)) throw new Error(decision.refused);
  return decision.events.reduce<Swap | undefined>(evolve, undefined) as Swap;
};

describe("P1: what is asked", () => {
  it("of a day that no form offers: one is chosen first", () => {
    const person = "00000000-0000-4000-8000-000000000001";
    for (const day of ["9999-12-31", "3000-01-01", "2027-02-30", "tomorrow", ""])
      for (const how of ["off", "works"])
        expect(changed({ person, day, how, from: "09:00", to: "17:00" })).toEqual({
          errors: { day: { key: "common.choose" } },
        });
    expect(changed({ person, day: "2027-03-01" })).toEqual({
      command: { do: "change", person, day: "2027-03-01" },
    });
  });

  it("for hours that the clocks leave out: there are none", () => {
    // https://www.timeanddate.com/time/change/uk/london: 01:00 is 02:00 on that night.
    const organisation = { timeZone: "Europe/London" } as Organisation;
    const hours = (from: string, to: string) => hoursOn(organisation, "2027-03-28", { from, to });
    expect([hours("01:30", "02:00"), hours("01:00", "02:00")]).toEqual([undefined, undefined]);
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([hour, minute]) => `${hour}:${String(minute).padStart(2, "0")}`);
    fc.assert(
      fc.property(
        fc.constantFrom("2027-03-28", "2027-10-31", "2027-06-01"),
        time,
        time,
        (day, from, to) => {
          const span = hoursOn(organisation, day, { from, to });
          expect(span === undefined || span.from < span.to).toBe(true);
          if (day === "2027-06-01") expect(span).toBeDefined();
        },
      ),
    );
  });

  it("with oneself, of a leaver, of another team, without a shift, in return for none", () => {
    const refused = (command: Parameters<typeof decide>[1], known: Partial<Facts>, by = "ana") =>
      decide(undefined, command, given(by), { ...facts, ...known });
    expect(refused(ask, {}, "ben")).toEqual({ refused: "oneself" });
    expect(refused(ask, { listed: false })).toEqual({ refused: "left" });
    expect(refused(ask, { may: false })).toEqual({ refused: "no-colleague" });
    expect(refused(ask, { span: undefined })).toEqual({ refused: "no-shift" });
    expect(refused(ask, { back: "none" })).toEqual({ refused: "no-return" });
    expect(refused({ do: "place" }, { span: undefined })).toEqual({ refused: "no-shift-now" });
    const change = { do: "change", person: "ana", day: "2027-03-01" } as const;
    expect(refused(change, { listed: false }, "sam")).toEqual({ refused: "left" });
    expect(refused(change, { whose: undefined }, "sam")).toEqual({ refused: "unknown" });
    expect(refused(change, { may: false }, "dana")).toEqual({ refused: "no-right" });
    expect(refused({ ...change, hours: { from: "x", to: "y" } }, { back: "none" }, "sam")).toEqual({
      refused: "no-hours",
    });
    expect(decide(undefined, change, given("sam", 20 * hour), facts)).toEqual({ refused: "past" });
  });

  it("only who was asked may answer, and the first press has a place", () => {
    const place = begun({ do: "place" });
    const press = (by: string, swap: Swap, known = facts) =>
      decide(swap, { do: "accept" }, given(by, 11 * hour), known);
    expect(press("dana", place)).toEqual({ refused: "not-yours" });
    expect(press("ben", place, { ...facts, may: false })).toEqual({ refused: "no-colleague" });
    expect(press("ben", place, { ...facts, listed: false })).toEqual({ refused: "left" });
    const first = press("ben", place);
    expect(first).toMatchObject({ answer: "accepted" });
    const taken = ("events" in first ? first.events : []).reduce(evolve, place);
    expect(press("carla", taken)).toEqual({ refused: "taken" });
    expect(decide(taken, { do: "withdraw" }, given("ana", 11 * hour), facts)).toEqual({
      refused: "taken",
    });
    expect(decide(place, { do: "withdraw" }, given("ben", 11 * hour), facts)).toEqual({
      refused: "not-yours",
    });
  });

  it("a place that nobody takes is told to who runs the team after five minutes, and ends with the shift", () => {
    let swap = begun({ do: "place" });
    const look = (at: number) =>
      decide(swap, { do: "look" }, { ...given("", at), by: undefined }, facts);
    expect(look(10 * hour + 299_999)).toEqual({ refused: "closed" });
    const waited = look(10 * hour + 300_000);
    expect(waited).toMatchObject({ events: [{ type: "unanswered" }] });
    for (const event of "events" in waited ? waited.events : []) {
      swap = evolve(swap, event);
      expect(effects(event, swap)).toMatchObject([{ to: { person: "sam" }, view: "told" }]);
    }
    expect(timers(swap)).toEqual([{ do: "later", command: "look", at: shift.to }]);
    expect(look(shift.to)).toMatchObject({ events: [{ type: "over" }] });
  });
});

describe("P1: what is agreed", () => {
  it("nobody works two shifts for one, and no hour is left to nobody", () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(span, fc.option(span, { nil: undefined }), (mine, theirs) => {
        const swap: Swap = {
          ...{ id: "s", lastAt: 0, kind: "swap", status: "agreed", owner: "ana", by: "ana" },
          ...{ span: mine, back: theirs, asked: ["ben"], taker: "ben" },
          ...{ supervisors: [], receipt: "r1" },
        };
        const on = (who: string, at: number) => {
          const is = ({ from, to }: { from: number; to: number }) => from <= at && at < to;
          const before = is(who === "ana" ? mine : (theirs ?? { from: 0, to: 0 }));
          return (
            changesOf(swap).findLast(({ person, span: one }) => person === who && is(one))?.works ??
            before
          );
        };
        for (let at = 0; at < 60; at++) {
          const is = (one: { from: number; to: number } | undefined) =>
            one !== undefined && one.from <= at && at < one.to;
          expect([on("ana", at), on("ben", at)]).toEqual([is(theirs), is(mine)]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
