import type { Instant } from "../../kernel/time.ts";

/*
 * The steps before an agent may end a call (docs/features.md C3): two warnings, one, or none, by
 * what the customer does. Pure. See decisions/0056.
 */

/** What the customer does, as the agent picks it. */
export const behaviours = ["swearing", "insults", "threat", "serious", "crisis"] as const;
export type Behaviour = (typeof behaviours)[number];
export const isBehaviour = (code: string | undefined): code is Behaviour =>
  (behaviours as readonly (string | undefined)[]).includes(code);

/**
 * The two that are warned of first, and how often: what a file may set, and what holds without it.
 * Nobody can set a warning for the others.
 */
export const warnings = {
  insults: { least: 1, most: 3, usual: 2 },
  threat: { least: 0, most: 2, usual: 1 },
} as const;
type Warned = keyof typeof warnings;

/** How many warnings come before the end. */
export type Ladder = Readonly<Record<Warned, number>>;
export const usualLadder: Ladder = {
  insults: warnings.insults.usual,
  threat: warnings.threat.usual,
};

/** How far it is. Kept with the request. */
export interface Boundary {
  /** What the last step was about. */
  readonly behaviour: Behaviour;
  /** `end`: the agent may end the call. `paused`: nobody is warned, and a supervisor decides. */
  readonly stage: Stage;
  readonly steps: readonly Step[];
}
export type Stage = "warned" | "end" | "paused";

/** A step that was taken. */
export interface Step {
  readonly at: Instant;
  readonly behaviour: Behaviour;
  /** The number of the warning, where the step is one. */
  readonly warning?: number;
  /** Where the ladder stands after it. */
  readonly stage: Stage;
}

/** `stands`: there is no further step. `listen`: this needs no boundary. */
export type Next = Omit<Step, "at"> | "stands" | "listen";

export const warningsGiven = (boundary: Boundary | undefined): number =>
  boundary?.steps.filter(({ warning }) => warning !== undefined).length ?? 0;

/**
 * The next step for this behaviour. Warnings count for the call, not for each behaviour, so no
 * other choice leads back.
 * @param attended somebody is with the agent: insults that go on get the warnings of a threat
 */
export function nextStep(
  before: Boundary | undefined,
  behaviour: Behaviour,
  ladder: Ladder,
  attended: boolean,
): Next {
  if (before?.stage === "end") return "stands";
  switch (behaviour) {
    case "swearing":
      return "listen";
    case "serious":
      return { behaviour, stage: "end" };
    case "crisis":
      return before?.stage === "paused" ? "stands" : { behaviour, stage: "paused" };
    case "insults":
    case "threat": {
      if (before?.stage === "paused") return "stands";
      const warning = warningsGiven(before) + 1;
      const most = warningsBefore(behaviour, ladder, attended);
      if (warning > most) return { behaviour, stage: "end" };
      return { behaviour, warning, stage: warning === most ? "end" : "warned" };
    }
  }
}

const warningsBefore = (behaviour: Warned, ladder: Ladder, attended: boolean): number =>
  behaviour === "insults" && attended
    ? Math.max(warnings.insults.least, Math.min(ladder.insults, ladder.threat))
    : ladder[behaviour];

/** Somebody was warned, or could have been stopped without: a call with abuse in it. */
export const sawAbuse = ({ boundary }: { readonly boundary?: Boundary }): boolean =>
  boundary?.steps.some(({ stage }) => stage !== "paused") === true;
