import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assign } from "../../../src/debriefs/batch.ts";
import { cheapest } from "../../../src/debriefs/cheapest.ts";
import { costOf, softCosts } from "../../../src/debriefs/costs.ts";
import { hardRules, mayTalk, obstacle } from "../../../src/debriefs/hard-rules.ts";
import type { Seeker, Supporter } from "../../../src/debriefs/people.ts";
import { type Crowd, crowds, now, seeker, supporter, whyNever } from "./people.ts";

const hour = 3_600_000;

describe("the hard rules", () => {
  const ana = seeker();
  // Each rule alone: [its name, who looks, who would listen].
  const forbidden: readonly [keyof typeof hardRules, Seeker, Supporter][] = [
    ["oneself", ana, supporter("ana")],
    ["unwilling", ana, supporter("ben", { willing: false })],
    ["not-today", ana, supporter("ben", { notToday: true })],
    ["seeker-never", seeker({ never: ["ben"] }), supporter("ben")],
    ["supporter-never", ana, supporter("ben", { never: ["ana"] })],
    [
      "own-supervisor",
      seeker({ kind: "supervisor" }),
      supporter("sam", { supervises: ["Billing"], agentOf: [] }),
    ],
    [
      "own-supervisor",
      seeker({ kind: "peer", favourites: ["sam"] }),
      supporter("sam", { supervises: ["Billing"], agentOf: [] }),
    ],
    [
      "own-agent",
      seeker({ person: "sam", supervises: ["Billing"], agentOf: [] }),
      supporter("ben"),
    ],
    ["no-peer", ana, supporter("dana", { supervises: ["Deliveries"], agentOf: [] })],
    [
      "no-supervisor",
      seeker({ kind: "supervisor" }),
      supporter("ben", { agentOf: ["Deliveries"] }),
    ],
    ["same-team", seeker({ kind: "outside" }), supporter("ben")],
    ["same-call", seeker({ sameCall: ["ben"] }), supporter("ben")],
    ["language", ana, supporter("ben", { languages: ["es"] })],
    ["cap-day", ana, supporter("ben", { today: 2 })],
    ["cap-week", ana, supporter("ben", { week: 5 })],
    ["cool-off", ana, supporter("ben", { coolUntil: now + 1 })],
    ["off-shift", ana, supporter("ben", { onShift: false })],
    ["unreachable", ana, supporter("ben", { reachable: false })],
    ["in-break", ana, supporter("ben", { inBreak: true })],
    ["on-call", ana, supporter("ben", { onCall: true })],
    ["busy", ana, supporter("ben", { busy: true })],
  ];

  it.each(forbidden)("%s", (name, one, other) => expect(obstacle(one, other, now)).toBe(name));

  it("are all shown above, and nothing else stands in the way", () => {
    expect(new Set(forbidden.map(([name]) => name))).toEqual(new Set(Object.keys(hardRules)));
    expect(obstacle(ana, supporter("ben"), now)).toBeUndefined();
    expect(
      obstacle(ana, supporter("ben", { today: 1, week: 4, coolUntil: now }), now),
    ).toBeUndefined();
  });

  it("let one's own supervisor listen only when a supervisor was asked for and this one is named", () => {
    const named = seeker({ kind: "supervisor", favourites: ["sam"] });
    expect(mayTalk(named, supporter("sam", { supervises: ["Billing"], agentOf: [] }), now)).toBe(
      true,
    );
    expect(mayTalk(named, supporter("priya", { supervises: ["Billing"], agentOf: [] }), now)).toBe(
      false,
    );
  });

  it("agree with the rules as they were written a second time", () => {
    const seen = { allowed: 0, forbidden: 0 };
    fc.assert(
      fc.property(crowds(4), ({ seekers, supporters }) => {
        for (const one of seekers) {
          for (const other of supporters) {
            const allowed = whyNever(one, other) === undefined;
            expect(mayTalk(one, other, now)).toBe(allowed);
            seen[allowed ? "allowed" : "forbidden"] += 1;
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.allowed, seen.forbidden)).toBeGreaterThan(100);
  });
});

describe("the costs", () => {
  const ana = seeker({ channel: "phone" });
  const cost = (name: keyof typeof softCosts, one: Seeker, other: Supporter) =>
    softCosts[name].cost(one, other, now);

  it("are those of docs/features.md D2", () => {
    expect(
      [0, 1, 29, 30].map((days) =>
        cost("repeat", seeker({ met: { ben: now - days * 24 * hour } }), supporter("ben")),
      ),
    ).toEqual([60, 58, 2, 0]);
    expect([0, 1, 2].map((today) => cost("today", ana, supporter("ben", { today })))).toEqual([
      15, 45, 75,
    ]);
    expect(cost("month", ana, supporter("ben", { month: 4 }))).toBe(12);
    expect([
      cost("team", ana, supporter("ben")),
      cost("team", ana, supporter("ben", { agentOf: ["Returns"] })),
    ]).toEqual([8, 0]);
    expect(cost("favourite", seeker({ favourites: ["ben"] }), supporter("ben"))).toBe(-20);
    expect(
      ["phone", "chat"].map((channel) => cost("channel", ana, supporter("ben", { channel }))),
    ).toEqual([0, 4]);
    expect(costOf(ana, supporter("ben", { month: 1 }), now)).toBe(15 + 3 + 8);
  });
});

describe("one person at a time", () => {
  it("is given whoever costs least, and nobody who was asked already", () => {
    const others = [
      supporter("ben", { month: 3 }),
      supporter("carla", { month: 1 }),
      supporter("dave", { month: 2 }),
    ];
    expect(cheapest(seeker(), others, now, 1)).toBe("carla");
    expect(cheapest(seeker({ asked: ["carla"] }), others, now, 1)).toBe("dave");
    expect(cheapest(seeker({ asked: ["carla", "ben", "dave"] }), others, now, 1)).toBeUndefined();
  });

  it("is decided by chance where two cost the same, whatever their order", () => {
    const others = ["ben", "carla", "dave", "eve"].map((name) => supporter(name));
    const chosen = Array.from({ length: 400 }, (_, seed) =>
      cheapest(seeker(), others, now, seed * 7_919),
    );
    for (const { person } of others)
      expect(chosen.filter((one) => one === person).length).toBeGreaterThan(60);
    expect(
      Array.from({ length: 400 }, (_, seed) =>
        cheapest(seeker(), others.toReversed(), now, seed * 7_919),
      ),
    ).toEqual(chosen);
  });

  it("never a forbidden pair, whatever the crowd", () => {
    fc.assert(
      fc.property(crowds(4), ({ seekers, supporters, seed }) => {
        for (const one of seekers) {
          const found = supporters.find(
            ({ person }) => person === cheapest(one, supporters, now, seed),
          );
          if (found !== undefined) expect(whyNever(one, found)).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("several at once", () => {
  const may = (one: Seeker, other: Supporter) =>
    whyNever(one, other) === undefined && !one.asked.includes(other.person);
  const pairs = ({ seekers, supporters, seed }: Crowd) =>
    [...assign(seekers, supporters, now, seed)].map(([from, to]) => {
      const [one, other] = [
        seekers.find(({ person }) => person === from),
        supporters.find(({ person }) => person === to),
      ];
      if (one === undefined || other === undefined) throw new Error("somebody nobody knows");
      return { one, other };
    });
  /** What the pairs cost, and the waiting of those who go without. */
  const weight = (crowd: Crowd) => {
    const found = pairs(crowd);
    const without = crowd.seekers.filter((one) => !found.some((pair) => pair.one === one));
    return (
      found.reduce((sum, { one, other }) => sum + costOf(one, other, now), 0) +
      without.reduce((sum, one) => sum + waited(one), 0)
    );
  };

  it("never a forbidden pair, and nobody twice", () => {
    fc.assert(
      fc.property(crowds(6), (crowd) => {
        const found = pairs(crowd);
        for (const { one, other } of found) expect(may(one, other)).toBe(true);
        expect(new Set(found.map(({ other }) => other.person)).size).toBe(found.length);
      }),
      { numRuns: 300 },
    );
  });

  it("as many pairs as there can be, and of those the least cost", () => {
    fc.assert(
      fc.property(crowds(4), (crowd) => {
        const best = exhaustively(crowd.seekers, crowd.supporters, may);
        expect({ pairs: pairs(crowd).length, cost: weight(crowd) }).toEqual(best);
      }),
      { numRuns: 300 },
    );
  });

  it("one more who listens never leaves more people without", () => {
    fc.assert(
      fc.property(crowds(6), (crowd) => {
        const fewer = { ...crowd, supporters: crowd.supporters.slice(1) };
        expect(pairs(crowd).length).toBeGreaterThanOrEqual(pairs(fewer).length);
      }),
      { numRuns: 200 },
    );
  });

  it("costs the same in whatever order they stand", () => {
    fc.assert(
      fc.property(crowds(6), (crowd) => {
        const turned = {
          ...crowd,
          seekers: crowd.seekers.toReversed(),
          supporters: crowd.supporters.toReversed(),
        };
        expect([pairs(turned).length, weight(turned)]).toEqual([
          pairs(crowd).length,
          weight(crowd),
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it("whoever has waited longest is served when not all can be", () => {
    const looking = [seeker({ person: "ana" }), seeker({ person: "eve", since: now - 5 * 60_000 })];
    for (const order of [looking, looking.toReversed()])
      expect([...assign(order, [supporter("ben")], now, 3)]).toEqual([["eve", "ben"]]);
  });
});

/** A minute of waiting weighs one for whoever goes without. */
const waited = (one: Seeker): number => Math.floor((now - one.since) / 60_000);

/** Every way to pair them: the most pairs first, then the least cost. */
function exhaustively(
  seekers: readonly Seeker[],
  supporters: readonly Supporter[],
  may: (one: Seeker, other: Supporter) => boolean,
): { pairs: number; cost: number } {
  const [first, ...rest] = seekers;
  if (first === undefined) return { pairs: 0, cost: 0 };
  const without = exhaustively(rest, supporters, may);
  let best = { pairs: without.pairs, cost: without.cost + waited(first) };
  for (const other of supporters.filter((one) => may(first, one))) {
    const left = exhaustively(
      rest,
      supporters.filter((one) => one !== other),
      may,
    );
    const found = { pairs: left.pairs + 1, cost: left.cost + costOf(first, other, now) };
    if (found.pairs > best.pairs || (found.pairs === best.pairs && found.cost < best.cost))
      best = found;
  }
  return best;
}
