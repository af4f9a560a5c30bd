import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  beforeEnd,
  datesOf,
  lastDays,
  reviewDays,
} from "../../../src/escalations/repeat/plan/dates.ts";
import {
  type Command,
  type Facts,
  decide,
  effects,
  timers,
} from "../../../src/escalations/repeat/plan/rules.ts";
import { type Plan, evolve } from "../../../src/escalations/repeat/plan/state.ts";

const zone = "Europe/London";
const at = Date.parse("2026-12-01T10:00:00Z");
const zones = ["Europe/London", "America/New_York", "Pacific/Apia", "Asia/Kolkata", "Africa/Cairo"];
const instants = fc.integer({ min: at, max: at + 5 * 366 * 86_400_000 });

describe("C8: days of a plan", () => {
  it("are two weeks and the first of the next six months", () =>
    expect(lastDays(at, zone).map(({ value }) => value)).toEqual([
      ...["2026-12-15", "2027-01-01", "2027-02-01", "2027-03-01", "2027-04-01", "2027-05-01"],
      "2027-06-01",
    ]));

  it("property: each that is offered may be chosen, with the review before it", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (now, timeZone) => {
        for (const { value } of lastDays(now, timeZone)) {
          for (const review of [beforeEnd, ...reviewDays(now, timeZone).map((day) => day.value)]) {
            const dates = datesOf(value, review, now, timeZone);
            if (review < value || review === beforeEnd) {
              if (typeof dates === "string") throw new Error(`${value} ${review}: ${dates}`);
              expect(dates.reviewAt).toBeGreaterThan(now);
              expect(dates.reviewAt).toBeLessThan(dates.endsAt);
            } else expect(dates).toBe("review-late");
          }
        }
      }),
    );
  });

  it.each([
    ["2026-11-30", beforeEnd, "no-day"],
    ["2028-01-01", beforeEnd, "no-day"],
    ["2026-02-30", beforeEnd, "no-day"],
    ["soon", beforeEnd, "no-day"],
    ["2027-01-01", "soon", "no-day"],
    ["2027-01-01", "2027-01-02", "review-late"],
    ["2027-01-01", "2026-11-01", "review-late"],
  ])("%s, looked at again %s: %s", (until, review, wrong) =>
    expect(datesOf(until, review, at, zone)).toBe(wrong),
  );
});

const facts: Facts = {
  team: "Billing",
  may: true,
  isCase: true,
  timeZone: zone,
  requests: ["r1"],
  reviewers: ["sam"],
};
const set: Command = { do: "set", until: "2027-03-01", review: beforeEnd };
const given = (now: number, by?: string) => ({ at: now, by, via: by, newId: "p1", seed: 0 });

function after(plan: Plan | undefined, command: Command, now: number, by?: string, known = facts) {
  const decided = decide(plan, command, given(now, by), known);
  if ("refused" in decided) return { plan, refused: decided.refused, told: [] };
  const next = decided.events.reduce<Plan | undefined>(evolve, plan);
  const told = decided.events.flatMap((event) => (next === undefined ? [] : effects(event, next)));
  return { plan: next, refused: undefined, told };
}

describe("C8: given a case that came back", () => {
  it("when a supervisor sets a plan, then it ends after its last day and is reviewed a week before", () => {
    const { plan } = after(undefined, set, at, "sam");
    expect(plan && timers(plan)).toEqual([
      { do: "later", command: "over", at: Date.parse("2027-03-02T00:00:00Z") },
      { do: "later", command: "review", at: Date.parse("2027-02-22T09:00:00Z") },
    ]);
  });

  it("when somebody else does, or there is no case, then nothing is set", () => {
    expect(after(undefined, set, at, "ben", { ...facts, may: false }).refused).toBe("not-yours");
    expect(after(undefined, set, at).refused).toBe("not-yours");
    expect(after(undefined, set, at, "sam", { ...facts, isCase: false }).refused).toBe("no-case");
    expect(after(undefined, { do: "end" }, at, "sam").refused).toBe("not-yours");
  });

  it("when its time comes, then each thing happens once, and not before", () => {
    const { plan } = after(undefined, set, at, "sam");
    if (plan === undefined) throw new Error("no plan");
    expect(after(plan, { do: "review" }, plan.reviewAt - 1).refused).toBe("too-early");
    const reviewed = after(plan, { do: "review" }, plan.reviewAt);
    expect(reviewed.told).toMatchObject([{ to: { person: "sam" }, view: "review" }]);
    expect(after(reviewed.plan, { do: "review" }, plan.reviewAt).refused).toBe("over");
    expect(after(reviewed.plan, { do: "over" }, plan.endsAt - 1).refused).toBe("too-early");
    const ended = after(reviewed.plan, { do: "over" }, plan.endsAt).plan;
    expect(ended?.ended).toBe(true);
    expect(ended && timers(ended)).toEqual([]);
    for (const command of [set, { do: "end" }, { do: "review" }, { do: "over" }] as const)
      expect(after(ended, command, plan.endsAt, "sam").refused).toBe("over");
  });

  it("when it is set again, then the next review has an occasion of its own", () => {
    const { plan } = after(undefined, set, at, "sam");
    const reviewed = after(plan, { do: "review" }, plan?.reviewAt ?? 0).plan;
    const again = after(reviewed, { ...set, until: "2027-04-01" }, plan?.reviewAt ?? 0, "priya");
    expect(again.plan).toMatchObject({ id: "p1", setBy: "priya", reviews: 1, reviewed: false });
    const { told } = after(again.plan, { do: "review" }, again.plan?.reviewAt ?? 0);
    expect(told).toMatchObject([{ occasion: "r2" }]);
  });
});
