import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fewest } from "../../src/kernel/weeks.ts";
import {
  type Facts,
  type Rated,
  decide,
  effects,
  evolve,
  ratings,
  shownOf,
} from "../../src/learning/ratings/rules.ts";

/* How the help was (docs/features.md A4). */

const ended = 1_794_474_000_000;
const day = 24 * 3_600_000;
const help = {
  ...{ requester: "ana", helper: "sam", askedAt: ended - 60_000 },
  ...{ endedAt: ended, until: ended + day },
};
const facts: Facts = { help, week: "2026-11-09" };
const rates = (by: string | undefined, state?: Rated, known = facts, at = ended + 1_000) =>
  decide(
    state,
    { do: "rate", rating: "partly" },
    { at, by, subject: "r1", via: undefined, newId: "n", seed: 0 },
    known,
  );

describe("A4: given help that is over", () => {
  it("when its agent rates it, then it is counted, and the state does not say how", () => {
    const decided = rates("ana");
    expect(decided).toMatchObject({ answer: "counted", events: [{ rating: "partly" }] });
    const [event] = "events" in decided ? decided.events : [];
    const state = event && evolve(undefined, event);
    expect(state).toEqual({ request: "r1", lastAt: ended + 1_000, until: ended + day });
    expect(effects()).toEqual([{ do: "refreshCards", of: "escalations" }]);
    expect(rates("ana", state)).toEqual({ refused: "already" });
  });

  it("when somebody else does, or the clock, then nothing is counted and nothing is learnt", () => {
    for (const by of ["sam", "ben", undefined]) expect(rates(by)).toEqual({ refused: "not-yours" });
    // Also of a request that was rated, or that does not exist.
    const state = { request: "r1", lastAt: ended, until: ended + day };
    expect(rates("ben", state)).toEqual({ refused: "not-yours" });
    expect(rates("ana", undefined, { ...facts, help: undefined })).toEqual({
      refused: "not-yours",
    });
  });

  it("when it still runs, nobody came, or the card has no buttons any more, then it is refused", () => {
    const without = (more: object) =>
      rates("ana", undefined, { ...facts, help: { ...help, ...more } });
    expect(without({ endedAt: undefined, until: undefined })).toEqual({ refused: "not-over" });
    expect(without({ helper: undefined })).toEqual({ refused: "nobody" });
    expect(rates("ana", undefined, facts, ended + day)).toEqual({ refused: "too-late" });
    expect(rates("ana", undefined, facts, ended + day - 1)).toHaveProperty("events");
  });
});

describe("A4: a week's numbers", () => {
  const counts = fc.record({
    got: fc.nat(500),
    partly: fc.nat(500),
    no: fc.nat(500),
  });

  it("are shown in fives, never more than were counted, and none for fewer than five people", () =>
    fc.assert(
      fc.property(counts, fc.nat(20), (week, agents) => {
        const shown = shownOf(week, agents);
        const few = agents < fewest || ratings.every((one) => week[one] < fewest);
        expect(shown === undefined).toBe(few);
        for (const one of ratings) {
          const number = shown?.[one] ?? 0;
          expect(number % fewest).toBe(0);
          expect(number).toBeLessThanOrEqual(week[one]);
        }
      }),
    ));

  it("say the same of four and of none, and no number tells another", () =>
    fc.assert(
      fc.property(counts, fc.nat(4), fc.constantFrom(...ratings), (week, few, which) => {
        const known = { ...week, got: 5 };
        if (which === "got") return;
        expect(shownOf({ ...known, [which]: few }, 9)).toEqual(
          shownOf({ ...known, [which]: 0 }, 9),
        );
      }),
    ));
});
