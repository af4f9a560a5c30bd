import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Member, mayMeet, rounds } from "../../../src/debriefs/pairing.ts";
import { crowds, now } from "./people.ts";

const day = 24 * 3_600_000;
const member = (person: string, more: Partial<Member> = {}): Member => ({
  ...{
    person,
    supervises: [],
    agentOf: ["Billing"],
    languages: ["en"],
    never: [],
    sameCall: [],
    met: {},
    ...more,
  },
});
const members = crowds(9).map(({ seekers, seed }) => ({
  people: seekers as readonly Member[],
  seed,
}));

describe("a regular round (D5)", () => {
  it("everybody meets somebody; an odd one joins a pair", () => {
    const sizes = (count: number) =>
      rounds(
        Array.from({ length: count }, (_, number) => member(`p${number}`)),
        now,
        5,
      )
        .map(({ length }) => length)
        .toSorted((a, b) => a - b);
    expect([sizes(2), sizes(3), sizes(6), sizes(7)]).toEqual([[2], [3], [2, 2, 2], [2, 2, 3]]);
  });

  it("nobody alone is made up into a group", () => {
    expect(rounds([], now, 1)).toEqual([]);
    expect(rounds([member("ana")], now, 1)).toEqual([]);
  });

  it("no repeats for 30 days", () => {
    const again = (ago: number) =>
      rounds([member("ana", { met: { ben: now - ago * day } }), member("ben")], now, 1);
    expect([again(29), again(30)]).toEqual([
      [],
      [["ana", "ben"]].map((pair) => expect.arrayContaining(pair)),
    ]);
  });

  it("over many rounds nobody meets anybody twice while somebody new is left", () => {
    const people = Array.from({ length: 12 }, (_, number) => `p${number}`);
    const met: Record<string, Record<string, number>> = Object.fromEntries(
      people.map((name) => [name, {}]),
    );
    const pairs: string[] = [];
    for (let round = 0; round < 4; round++) {
      for (const group of rounds(
        people.map((name) => member(name, { met: met[name] ?? {} })),
        now,
        round,
      )) {
        pairs.push(group.toSorted().join());
        for (const one of group)
          for (const other of group) if (one !== other) met[one] = { ...met[one], [other]: now };
      }
    }
    expect(pairs).toHaveLength(24);
    expect(new Set(pairs).size).toBe(24);
  });

  it("never a forbidden pair, nobody twice, and nobody left out who could have been paired", () => {
    const sizes = new Set<number>();
    fc.assert(
      fc.property(members, ({ people, seed }) => {
        // However few partners are looked at first.
        const found = rounds(people, now, seed, 1);
        expect(rounds(people, now, seed)).toHaveLength(found.length);
        const byName = new Map(people.map((one) => [one.person, one]));
        for (const group of found) {
          sizes.add(group.length);
          for (const one of group.flatMap((name) => byName.get(name) ?? []))
            for (const other of group.flatMap((name) => byName.get(name) ?? []))
              if (one !== other) {
                expect(mayMeet(one, other, now)).toBe(true);
                expect([...one.never, ...one.sameCall]).not.toContain(other.person);
                expect(one.supervises.length === 0).toBe(other.supervises.length === 0);
                expect(one.languages.some((tag) => other.languages.includes(tag))).toBe(true);
              }
        }
        const placed = found.flat();
        expect(new Set(placed).size).toBe(placed.length);
        expect(found.length).toBe(mostPairs(people));
      }),
      { numRuns: 300 },
    );
    expect([...sizes].toSorted((a, b) => a - b)).toEqual([2, 3]);
  });

  it("is decided by chance, not by the order of a table", () => {
    const people = Array.from({ length: 6 }, (_, number) => member(`p${number}`));
    const as = (list: readonly Member[], seed: number) =>
      rounds(list, now, seed)
        .map((group) => group.toSorted().join())
        .toSorted()
        .join(" ");
    expect(as(people.toReversed(), 3)).toBe(as(people, 3));
    expect(
      new Set(Array.from({ length: 40 }, (_, seed) => as(people, seed * 7_919))).size,
    ).toBeGreaterThan(5);
  });
});

/** The most pairs there can be, by trying them all. */
function mostPairs([first, ...rest]: readonly Member[]): number {
  if (first === undefined) return 0;
  let best = mostPairs(rest);
  for (const other of rest) {
    if (mayMeet(first, other, now))
      best = Math.max(best, 1 + mostPairs(rest.filter((one) => one !== other)));
  }
  return best;
}
