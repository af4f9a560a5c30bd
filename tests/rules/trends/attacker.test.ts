import fc from "fast-check";
import { expect, test } from "vitest";
import { gateWith } from "../../../src/trends/gate.ts";
import { safeguards } from "../../../src/trends/safeguards.ts";
import { type Crowd, type Setting, attack, worldsOf } from "./attacker.ts";

/*
 * Organisations of up to eighteen people, who come, go and move in crowds; one to three windows;
 * everything that can be asked. For each organisation every way of answering is tried, so nothing
 * is left to chance but the organisations. `ATTACKS=1000 vitest run --project rules
 * tests/rules/trends/attacker.test.ts` looks at more of them.
 */

const gate = gateWith(safeguards);
const runs = Number(process.env["ATTACKS"] ?? 40);
/** What one organisation may cost: all its ways of answering. */
const most = 400;

const teams = fc.constantFrom<readonly string[] | undefined>(
  undefined,
  [],
  ["A"],
  ["A"],
  ["B"],
  ["B"],
  ["C"],
  ["A", "B"],
);
const size = fc.constantFrom(1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9);

const organisation = (windows: number): fc.Arbitrary<Crowd[]> =>
  fc
    .array(
      fc.record({
        size,
        // Most stay where they are.
        teams: fc
          .tuple(teams, teams, fc.nat({ max: 9 }))
          .map(([first, later, from]) =>
            Array.from({ length: windows }, (_, w) => (w > from / 2 ? later : first)),
          ),
        days: fc.constant(Array.from({ length: windows }, (_, w) => w * 28 + 3)),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .filter(
      (crowds) =>
        crowds.reduce((all, crowd) => all + crowd.size, 0) <= 18 && worldsOf(crowds) <= most,
    );

const setting = (question: Setting["question"]): fc.Arbitrary<Setting> =>
  fc.integer({ min: 1, max: 3 }).chain((windows) =>
    organisation(windows).map((crowds) => ({
      ...{ crowds, question },
      looks: Array.from({ length: windows }, (_, w) => ({ day: w * 28, lists: [w] })),
    })),
  );

/** The attacker knows who answers: everybody, or all but a few of some crowds. */
const known: fc.Arbitrary<Setting> = fc
  .array(
    fc.record({
      size,
      teams: fc.tuple(teams, teams, teams).map((each) => [...each]),
      silent: fc.constantFrom(0, 0, 0, 1, 2),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((crowds): Setting => ({
    crowds: crowds.map(({ size: all, teams: each, silent }) => ({
      ...{ size: all, teams: each, days: [3, 31, 59], answering: Math.max(1, all - silent) },
    })),
    question: "energy",
    looks: [0, 1, 2].map((w) => ({ day: w * 28, lists: [w] })),
  }))
  .filter(
    ({ crowds }) =>
      crowds.reduce((all, crowd) => all + crowd.size, 0) <= 18 && worldsOf(crowds) <= most,
  );

/** Found by hand: each window, and the team of each crowd in it. */
const movingIn = (
  sizes: readonly number[],
  windows: readonly (readonly (string | undefined)[])[],
): Setting => ({
  crowds: sizes.map((all, c) => ({
    ...{ size: all, answering: all, days: windows.map((_, w) => w * 28 + 3) },
    teams: windows.map((each) => {
      const team = each[c];
      return team === undefined ? undefined : [team];
    }),
  })),
  question: "energy",
  looks: windows.map((_, w) => ({ day: w * 28, lists: [w] })),
});
const nowhere = undefined;
const given: readonly (readonly [Setting, number])[] = [
  [
    movingIn(
      [1, 9, 7],
      [
        ["C", "C", nowhere],
        [nowhere, "A", "A"],
        ["A", nowhere, "C"],
      ],
    ),
    4,
  ],
  [
    movingIn(
      [1, 9, 7],
      [
        ["C", nowhere, "A"],
        ["C", "A", nowhere],
        [nowhere, "A", "C"],
      ],
    ),
    4,
  ],
  [
    movingIn(
      [6, 4, 5],
      [
        ["B", "C", "C"],
        [nowhere, "B", "A"],
        [nowhere, nowhere, "A"],
      ],
    ),
    9,
  ],
  [
    movingIn(
      [4, 5, 6],
      [
        ["B", "C", "C"],
        [nowhere, "B", "A"],
        [nowhere, nowhere, "A"],
      ],
    ),
    9,
  ],
  [
    movingIn(
      [6, 4, 5],
      [
        ["B", nowhere, nowhere],
        ["C", "B", nowhere],
        ["C", "A", "A"],
      ],
    ),
    9,
  ],
];

test(
  "K5: three windows in which crowds come, go and move tell nothing together: given ones, and any",
  () => {
    for (const [asked, few] of given) expect(attack(gate, asked, few)).toBeUndefined();
    fc.assert(
      fc.property(known, (asked) => {
        expect(attack(gate, asked, 4)).toBeUndefined();
      }),
      { numRuns: runs, seed: 13 },
    );
  },
  60_000 + runs * 2_000,
);

test(
  "K5: whoever asks everything there is to ask never learns what one to four people said, not even as a colleague of theirs",
  () => {
    fc.assert(
      fc.property(setting("energy"), (asked) => {
        expect(attack(gate, asked, 4)).toBeUndefined();
      }),
      { numRuns: runs, seed: 6 },
    );
  },
  60_000 + runs * 2_000,
);

test(
  "K5: and of a theme not what one to nine people said",
  () => {
    fc.assert(
      fc.property(setting("breaks"), (asked) => {
        expect(attack(gate, asked, 9)).toBeUndefined();
      }),
      { numRuns: Math.ceil(runs / 4), seed: 6 },
    );
  },
  60_000 + runs * 2_000,
);

test(
  "K5: nor where everybody may say something else in each window",
  () => {
    const free = setting("energy")
      .map(({ crowds, ...rest }): Setting => {
        const apart = crowds.flatMap((crowd, who) =>
          crowd.days.map((on) => ({ ...crowd, days: [on], who })),
        );
        return { ...rest, crowds: apart };
      })
      .filter(({ crowds, looks }) => looks.length > 1 && worldsOf(crowds) <= most * 2);
    fc.assert(
      fc.property(free, (asked) => {
        expect(attack(gate, asked, 4)).toBeUndefined();
      }),
      { numRuns: Math.ceil(runs / 5), seed: 6 },
    );
  },
  60_000 + runs * 2_000,
);

test("the attacker sees what there is to see: numbers are shown in these organisations, of teams as well", () => {
  const shown = fc.sample(setting("energy"), { numRuns: 30, seed: 6 }).map((asked) => {
    const roster = new Map(
      asked.crowds.flatMap((crowd, c) =>
        crowd.teams[0] === undefined
          ? []
          : Array.from(
              { length: crowd.size },
              (_, n) => [`${c}-${n}`, crowd.teams[0] ?? []] as const,
            ),
      ),
    );
    const answers = [...roster.keys()].map((person, n) => ({
      person,
      question: "energy" as const,
      at: 1,
      counts: n % 2 === 0,
    }));
    return gate({ start: 1_704_110_400_000, answers, rosters: [roster] }, []).picture;
  });
  expect(shown.filter((picture) => picture.length > 0).length).toBeGreaterThan(10);
  expect(shown.some((picture) => picture.some(({ team }) => team !== "everyone"))).toBe(true);
});
