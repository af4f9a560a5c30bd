import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Behaviour,
  type Boundary,
  type Ladder,
  type Stage,
  type Step,
  behaviours,
  nextStep,
  sawAbuse,
  usualLadder,
  warnings,
  warningsGiven,
} from "../../../src/escalations/boundary/ladder.ts";

/** Any ladder that a file may set. */
const ladders = fc.record({
  insults: fc.integer({ min: warnings.insults.least, max: warnings.insults.most }),
  threat: fc.integer({ min: warnings.threat.least, max: warnings.threat.most }),
});
const presses = fc.array(
  fc.record({ behaviour: fc.constantFrom(...behaviours), attended: fc.boolean() }),
  { maxLength: 12 },
);

interface Press {
  readonly behaviour: Behaviour;
  readonly attended: boolean;
}

/** What the steps are, press by press. */
function climb(ladder: Ladder, pressed: readonly Press[]): (Boundary | undefined)[] {
  const states: (Boundary | undefined)[] = [undefined];
  for (const [at, { behaviour, attended }] of pressed.entries()) {
    const before = states.at(-1);
    const next = nextStep(before, behaviour, ladder, attended);
    if (typeof next === "string") states.push(before);
    else {
      const step: Step = { at, ...next };
      const steps = [...(before?.steps ?? []), step];
      states.push({ behaviour: step.behaviour, stage: step.stage, steps });
    }
  }
  return states;
}
const again = (behaviour: Behaviour, times: number, attended = false): Press[] =>
  Array.from({ length: times }, () => ({ behaviour, attended }));
const stages = (ladder: Ladder, pressed: readonly Press[]): (Stage | undefined)[] =>
  climb(ladder, pressed).map((state) => state?.stage);

describe("C3: two warnings, one, or none", () => {
  it("insults: two; a threat: one; hate, sexual or a threat with detail: none", () => {
    expect(stages(usualLadder, again("insults", 2))).toEqual([undefined, "warned", "end"]);
    expect(stages(usualLadder, again("threat", 1))).toEqual([undefined, "end"]);
    const [, serious] = climb(usualLadder, again("serious", 1));
    expect(serious).toMatchObject({ stage: "end" });
    expect(warningsGiven(serious)).toBe(0);
  });

  it("swearing about the problem takes no step", () => {
    expect(nextStep(undefined, "swearing", usualLadder, false)).toBe("listen");
  });

  it("insults that go on with a supervisor there get the warnings of a threat", () => {
    const pressed = [...again("insults", 1), ...again("insults", 1, true)];
    expect(stages(usualLadder, pressed)).toEqual([undefined, "warned", "end"]);
    expect(warningsGiven(climb(usualLadder, pressed).at(-1))).toBe(1);
    // Nobody is ended for a first insult without a warning, whatever is set.
    expect(nextStep(undefined, "insults", { insults: 3, threat: 0 }, true)).toMatchObject({
      warning: 1,
      stage: "end",
    });
  });
});

describe("C3: whatever is set and pressed", () => {
  it("no step is ever taken back: warnings grow, and the end stays the end", () => {
    fc.assert(
      fc.property(ladders, presses, (ladder, pressed) => {
        climb(ladder, pressed).reduce((before, after) => {
          expect(warningsGiven(after)).toBeGreaterThanOrEqual(warningsGiven(before));
          expect((after?.steps ?? []).slice(0, before?.steps.length ?? 0)).toEqual(
            before?.steps ?? [],
          );
          if (before?.stage === "end") expect(after).toBe(before);
          return after;
        });
      }),
    );
  });

  it("the worst needs no warning, from wherever it is", () => {
    fc.assert(
      fc.property(ladders, presses, (ladder, pressed) => {
        const before = climb(ladder, pressed).at(-1);
        if (before?.stage === "end") return;
        expect(nextStep(before, "serious", ladder, false)).toEqual({
          behaviour: "serious",
          stage: "end",
        });
      }),
    );
  });

  it("while it is paused nobody is warned", () => {
    fc.assert(
      fc.property(ladders, presses, presses, (ladder, pressed, later) => {
        const start = [...pressed, ...again("crisis", 1)];
        const paused = climb(ladder, start).at(-1);
        if (paused?.stage !== "paused") return;
        const after = climb(ladder, [...start, ...later]).at(-1);
        expect(warningsGiven(after)).toBe(warningsGiven(paused));
        if (!later.some(({ behaviour }) => behaviour === "serious"))
          expect(after?.stage).toBe("paused");
      }),
    );
  });

  it("the end comes after the warnings that are set, and no sooner", () => {
    fc.assert(
      fc.property(
        ladders,
        fc.constantFrom("insults" as const, "threat" as const),
        (ladder, one) => {
          const most = ladder[one];
          const states = climb(ladder, again(one, most + 2));
          expect(warningsGiven(states.at(-1))).toBe(most);
          expect(states.findIndex((state) => state?.stage === "end")).toBe(Math.max(1, most));
        },
      ),
    );
  });

  it("no history grows longer than the warnings, a pause and the end", () => {
    fc.assert(
      fc.property(ladders, presses, (ladder, pressed) => {
        const steps = climb(ladder, pressed).at(-1)?.steps ?? [];
        expect(steps.length).toBeLessThanOrEqual(warnings.insults.most + 2);
      }),
    );
  });

  it("a call was abusive if a step was taken, but for a pause", () => {
    expect(sawAbuse({})).toBe(false);
    const [, paused] = climb(usualLadder, again("crisis", 1));
    const [, warned] = climb(usualLadder, again("insults", 1));
    expect([sawAbuse({ boundary: paused }), sawAbuse({ boundary: warned })]).toEqual([false, true]);
  });
});
