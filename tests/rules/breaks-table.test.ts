import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serviceLevel, withAway } from "../../src/breaks/erlang.ts";
import {
  type Pool,
  aheadOf,
  limitOf,
  queueFor,
  squareRootLimit,
  turnOf,
} from "../../src/breaks/pool.ts";
import { byTurn, verdictFor, worse } from "../../src/breaks/table.ts";
import { minutes, seconds } from "../../src/kernel/time.ts";

const twenty = minutes(20);
const at = minutes(1_000);
const severities = ["danger", "abuse", "plain"] as const;

describe("B2: the decision table", () => {
  it.each([
    ["danger", "under", 20, "now"],
    ["danger", "reached", 20, "nowWithCover"],
    ["danger", "last", 20, "afterCover"],
    ["abuse", "under", 20, "now"],
    ["abuse", "reached", 20, "queuedWithBridge"],
    ["abuse", "reached", 5, "nowWithCover"],
    ["abuse", "last", 20, "queuedWithBridge"],
    ["plain", "under", 20, "now"],
    ["plain", "reached", 20, "queued"],
    ["plain", "reached", 6, "queued"],
    ["plain", "reached", 5, "nowWithCover"],
    ["plain", "last", 5, "queued"],
    ["plain", "last", 20, "queued"],
  ] as const)("%s, %s, %i minutes: %s", (severity, queue, length, verdict) => {
    expect(verdictFor(severity, queue, minutes(length))).toBe(verdict);
  });

  it("under the limit it is always now, and after a danger it is never a queue", () => {
    for (const severity of severities) expect(verdictFor(severity, "under", twenty)).toBe("now");
    for (const queue of ["under", "reached", "last"] as const)
      expect(verdictFor("danger", queue, twenty)).not.toMatch(/^queued/);
  });

  it("of two calls the worse one counts", () => {
    expect(worse("plain", "abuse")).toBe("abuse");
    expect(worse("danger", "abuse")).toBe("danger");
  });
});

describe("B2: how many may be away", () => {
  it.each([
    [1, 1],
    [4, 1],
    [5, 1],
    [24, 1],
    [25, 2],
    [56, 2],
    [57, 3],
    [99, 3],
    [100, 4],
    [156, 4],
    [157, 5],
    [224, 5],
  ])("of %i on shift, %i", (staffed, limit) => expect(squareRootLimit(staffed)).toBe(limit));

  it("nobody on shift still leaves one place", () =>
    expect(limitOf([{ limit: "auto", staff: [] }])).toBe(1));

  it("teams that share people count together, whoever is in both once; fixed limits add up", () => {
    const staff = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => `p${from + n}`);
    expect(limitOf([{ limit: "auto", staff: staff(0, 24) }])).toBe(1);
    expect(limitOf([{ limit: "auto", staff: staff(0, 24) }, { limit: "auto", staff: staff(20, 30) }])).toBe(2); // prettier-ignore
    expect(limitOf([{ limit: "auto", staff: staff(0, 20) }, { limit: "auto", staff: staff(0, 20) }])).toBe(1); // prettier-ignore
    expect(limitOf([{ limit: 3, staff: staff(0, 4) }, { limit: "auto", staff: staff(4, 30) }])).toBe(5); // prettier-ignore
    expect(limitOf([{ limit: 3, staff: staff(0, 4) }])).toBe(3);
  });
});

describe("the planning figure", () => {
  it.each([
    [11, 39.0],
    [12, 64.0],
    [13, 79.6],
    [14, 88.8],
  ])("10 Erlang, 180 s, answered in 20 s: %i agents, %f %%", (agents, percent) => {
    expect(Math.round(serviceLevel(agents, 10, seconds(180), seconds(20)) * 1_000) / 10).toBe(
      percent,
    );
  });

  it.each([
    [8, 70],
    [15, 75],
    [30, 68],
    [60, 66],
    [120, 66],
    [200, 65],
  ])("%i people with the limit away: about %i %%", (agents, percent) => {
    expect(Math.round(withAway(agents, squareRootLimit(agents)) * 100)).toBe(percent);
  });

  it("too few for the calls answer none, and no calls are all answered", () => {
    expect(serviceLevel(10, 10, seconds(180), seconds(20))).toBe(0);
    expect(serviceLevel(10, 0, seconds(180), seconds(20))).toBe(1);
  });

  it("falls with each one who is away, and stays a share", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200 }),
        fc.integer({ min: 0, max: 10 }),
        (agents, away) => {
          const [one, more] = [
            withAway(agents, Math.min(away, agents)),
            withAway(agents, Math.min(away + 1, agents)),
          ];
          expect(more).toBeLessThanOrEqual(one);
          expect(more).toBeGreaterThanOrEqual(0);
          expect(one).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

const pool = (more: Partial<Pool>): Pool => ({
  member: true,
  limit: 1,
  staffed: 10,
  taken: [],
  waiting: [],
  left: 9,
  ...more,
});
const waits = (person: string, since: number) => ({
  person,
  since,
  length: twenty,
});

describe("B2: whose turn it is", () => {
  it("who waited longest, whatever led to it", () => {
    const all = [waits("late", 3), waits("early", 1), waits("b", 2), waits("a", 2)];
    expect(all.toSorted(byTurn).map(({ person }) => person)).toEqual(["early", "a", "b", "late"]);
  });

  it("a free place belongs to whoever waited for it, not to whoever comes by", () => {
    const there = pool({ waiting: [waits("early", 1)] });
    expect(queueFor(there, waits("late", 3))).toBe("reached");
    expect(queueFor(pool({ limit: 2, waiting: [waits("early", 1)] }), waits("late", 3))).toBe(
      "under",
    );
  });

  it("whoever is not on the queue leaves no gap; the last one on it does", () => {
    expect(
      queueFor(pool({ member: false, taken: [{ person: "a" }], left: 0 }), waits("x", 1)),
    ).toBe("under");
    expect(queueFor(pool({ left: 0 }), waits("x", 1))).toBe("last");
  });
});

describe("B2: honest minutes", () => {
  it("the place of whoever is back first, after those whose turn is before", () => {
    const taken = [{ person: "a", until: at + minutes(4) }, { person: "b", until: at + minutes(9) }]; // prettier-ignore
    const there = pool({ limit: 2, taken });
    expect(turnOf(there, waits("x", at), at)).toBe(at + minutes(4));
    expect(turnOf({ ...there, waiting: [waits("first", at - 1)] }, waits("x", at), at)).toBe(
      at + minutes(9),
    );
    const behindTwo = { ...there, waiting: [waits("first", at - 2), waits("second", at - 1)] };
    expect(turnOf(behindTwo, waits("x", at), at)).toBe(at + minutes(24));
  });

  it("over the limit the first to come back makes no room", () => {
    const taken = [{ person: "a", until: at + minutes(4) }, { person: "b", until: at + minutes(9) }]; // prettier-ignore
    expect(turnOf(pool({ taken }), waits("x", at), at)).toBe(at + minutes(9));
  });

  it("a break whose time is over counts as over soon, not in the past", () => {
    expect(
      turnOf(pool({ taken: [{ person: "a", until: at - minutes(5) }] }), waits("x", at), at),
    ).toBe(at + minutes(1));
  });

  it("alone on the queue: when the next one is back, or nobody knows", () => {
    expect(
      turnOf(
        pool({ left: 0, taken: [{ person: "a", until: at + minutes(7) }] }),
        waits("x", at),
        at,
      ),
    ).toBe(at + minutes(7));
    expect(turnOf(pool({ left: 0 }), waits("x", at), at)).toBeUndefined();
  });

  it("whoever comes before is never later", () => {
    const turn = fc.record({
      since: fc.integer({ min: 0, max: at }),
      length: fc.integer({ min: 1, max: 60 }).map(minutes),
    });
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 2, maxLength: 8 }),
        fc.array(fc.integer({ min: -30, max: 30 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        (turns, ends, limit) => {
          const all = turns.map((one, n) => ({ ...one, person: `w${n}` })).toSorted(byTurn);
          const taken = ends.map((end, n) => ({ person: `t${n}`, until: at + minutes(end) }));
          const times = all.map((one) => {
            const there = pool({ limit, taken, waiting: all.filter((other) => other !== one) });
            expect(aheadOf(there, one)).toBe(all.indexOf(one));
            return turnOf(there, one, at) ?? 0;
          });
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(times[0]).toBeGreaterThanOrEqual(at);
        },
      ),
    );
  });
});
