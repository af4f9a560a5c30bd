import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Event,
  type Facts,
  type GoodCalls,
  decide,
  effects,
  evolve,
  theGoodCalls,
  timers,
} from "../../src/goodcalls/rules.ts";
import { fewest, inFives, morningOf, weekOf } from "../../src/kernel/weeks.ts";

const zone = "Europe/London";
const monday = Date.parse("2026-11-30T10:00:00Z");
const day = 86_400_000;

function factsAt(at: number, more: Partial<Facts> = {}): Facts {
  return {
    team: "Billing",
    isOthers: false,
    marks: ["k1.ana"],
    day: new Date(at).toISOString().slice(0, 10),
    week: weekOf(at, zone),
    nextMonday: morningOf(weekOf(at, zone, 1), zone),
    finished: { week: weekOf(at, zone, -1), teams: [] },
    ...more,
  };
}
const given = (at: number, by?: string, subject?: string) => ({
  ...{ at, by, via: by, newId: "n", seed: 0 },
  ...(subject === undefined ? {} : { subject }),
});
const logs = (state: GoodCalls | undefined, at: number, subject?: string, more = {}) =>
  decide(state, { do: "log" }, given(at, "ana", subject), factsAt(at, more));
const all = (events: readonly Event[], from?: GoodCalls) =>
  events.reduce<GoodCalls | undefined>(evolve, from);
const eventsOf = (decided: ReturnType<typeof decide>) =>
  "refused" in decided ? [] : decided.events;

describe("A6: given a kind customer", () => {
  it("when it is logged, then the team's week is told on the next Monday morning", () => {
    const state = all(eventsOf(logs(undefined, monday)));
    expect(state && timers(state)).toEqual([
      { do: "later", command: "tell", at: Date.parse("2026-12-07T09:30:00Z") },
    ]);
  });

  it("when one call is logged twice, then it counts once; a call of somebody else counts not at all", () => {
    const state = all(eventsOf(logs(undefined, monday, "r1")));
    expect(logs(state, monday + day, "r1")).toEqual({ refused: "already" });
    expect(eventsOf(logs(state, monday + day, "r2"))).toHaveLength(1);
    expect(logs(state, monday, "r3", { isOthers: true })).toEqual({ refused: "not-yours" });
    expect(logs(state, monday, undefined, { team: undefined })).toEqual({ refused: "no-team" });
  });

  it("when ten were logged on one day, then no more of that person; others and calls of a request still count", () => {
    let state: GoodCalls | undefined;
    for (let count = 0; count < 10; count++) state = all(eventsOf(logs(state, monday)), state);
    expect(logs(state, monday)).toEqual({ refused: "enough" });
    // The mark is the same under an older key, in whatever order they are.
    expect(logs(state, monday, undefined, { marks: ["k2.ana", "k1.ana"] })).toEqual({
      refused: "enough",
    });
    expect(eventsOf(logs(state, monday, "r1"))).toHaveLength(1);
    expect(eventsOf(logs(state, monday, undefined, { marks: ["k1.ben"] }))).toHaveLength(1);
    state = all(eventsOf(logs(state, monday + day)), state);
    expect(state?.today).toEqual({ day: "2026-12-01", logged: { "k1.ana": 1 } });
  });

  it("when Monday comes, then each team is told its own number, and no id of a request is kept", () => {
    const state = all(eventsOf(logs(undefined, monday, "r1")));
    const at = state?.tellAt ?? 0;
    const teams = [{ team: "Billing", calls: 10, people: ["ana", "ben"] }];
    const finished = { week: "2026-11-30", teams };
    const tell = (when: number) =>
      decide(state, { do: "tell" }, given(when), factsAt(when, { finished }));
    expect(tell(at - 1)).toEqual({ refused: "too-early" });
    const [told] = eventsOf(tell(at));
    expect(told && effects(told)).toMatchObject([
      { to: { person: "ana" }, occasion: "w2026-11-30", priority: "later" },
      { to: { person: "ben" } },
    ]);
    const after = all(told === undefined ? [] : [told], state);
    expect(after).toMatchObject({
      requests: [],
      told: { teams: [{ team: "Billing", calls: 10 }] },
    });
    expect(after && timers(after)).toEqual([]);
  });

  it("property: whatever is logged when, there is a time to tell it, at most a week and a day away", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 21 * day }), { minLength: 1 }), (times) => {
        let state: GoodCalls | undefined;
        for (const time of times.toSorted((a, b) => a - b)) {
          const at = monday + time;
          while (state?.tellAt !== undefined && state.tellAt <= at) {
            const when: number = state.tellAt;
            state = all(eventsOf(decide(state, { do: "tell" }, given(when), factsAt(when))), state);
          }
          state = all(eventsOf(logs(state, at, theGoodCalls)), state);
          expect(state?.tellAt).toBeGreaterThan(at);
          expect((state?.tellAt ?? 0) - at).toBeLessThanOrEqual(8 * day);
        }
      }),
    );
  });

  it("property: a number that is shown is in fives and never more than was logged", () => {
    fc.assert(
      fc.property(fc.nat(10_000), (count) => {
        expect(inFives(count) % fewest).toBe(0);
        expect(inFives(count)).toBeLessThanOrEqual(count);
        expect(inFives(count)).toBeGreaterThan(count - fewest);
      }),
    );
  });
});
