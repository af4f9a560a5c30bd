import { expect, it } from "vitest";
import type { Group } from "../../src/trends/crowds.ts";
import { type Fact, deduce, unitsOf } from "../../src/trends/deduction.ts";

/* What numbers tell together. How it serves the gate is gate.test.ts; that nobody gets past it, attacker.test.ts. */

/** Crowds of so many people; facts of some of them: how many answered, and how many at least and at most so. */
function told(
  sizes: readonly number[],
  ...facts: readonly (readonly [
    crowds: readonly number[],
    answered: number,
    low: number,
    high: number,
  ])[]
) {
  const all = facts.map(([crowds, answered, low, high]): Fact => {
    const group: Group = {
      members: new Set(crowds),
      key: crowds.join(),
      size: crowds.reduce((sum, crowd) => sum + (sizes[crowd] ?? 0), 0),
    };
    return { group, answered, yes: { low, high } };
  });
  const units = unitsOf(
    all.map(({ group }) => group),
    sizes,
  );
  return deduce(all, units)?.map(({ members, yes, no }) => [
    members,
    `${yes.low}–${yes.high} yes`,
    `${no.low}–${no.high} no`,
  ]);
}

it("one number tells what it says", () => {
  expect(told([6], [[0], 6, 2, 4])).toEqual([[6, "2–4 yes", "2–4 no"]]);
  expect(told([8], [[0], 6, 1, 4])).toEqual([[8, "1–4 yes", "2–5 no"]]);
});

it("people whom no number tells apart are one group", () => {
  expect(told([3, 3], [[0, 1], 6, 2, 4])).toEqual([[6, "2–4 yes", "2–4 no"]]);
});

it("the whole less a team is the rest", () => {
  expect(told([5, 5], [[0], 5, 2, 2], [[0, 1], 10, 6, 6])).toEqual([
    [5, "2–2 yes", "3–3 no"],
    [5, "4–4 yes", "1–1 no"],
  ]);
});

it("what follows for one is taken on to the next, in whatever order the numbers come", () => {
  const facts = [
    [[2, 3], 8, 4, 4],
    [[1, 2], 8, 5, 5],
    [[0, 1], 8, 7, 7],
    [[0], 4, 4, 4],
  ] as const;
  const exactly = [
    [4, "4–4 yes", "0–0 no"],
    [4, "3–3 yes", "1–1 no"],
    [4, "2–2 yes", "2–2 no"],
    [4, "2–2 yes", "2–2 no"],
  ];
  for (const order of [facts, facts.toReversed()]) {
    const found = told([4, 4, 4, 4], ...order);
    expect(found).toHaveLength(4);
    expect(found).toEqual(expect.arrayContaining(exactly));
  }
});

it("a limit on the whole is a limit on each part", () => {
  // At most four of ten said yes: at most four of these five, so at least one of them said no.
  expect(told([5, 5], [[0], 5, 0, 5], [[0, 1], 10, 0, 4])).toEqual([
    [5, "0–4 yes", "1–5 no"],
    [5, "0–4 yes", "1–5 no"],
  ]);
});

it("numbers that cannot both be true tell nothing: somebody changed their mind", () => {
  expect(told([5, 5], [[0], 5, 5, 5], [[0, 1], 10, 2, 2])).toBeUndefined();
  expect(told([5, 5], [[0], 5, 0, 0], [[0, 1], 10, 8, 8])).toBeUndefined();
});
