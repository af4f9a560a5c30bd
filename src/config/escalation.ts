import {
  defaultPolicies,
  type Level,
  levels,
  type Policies,
  type Policy,
  type Step,
} from "../escalations/policy.ts";
import type { EscalationShape } from "./shape.ts";
import type { Email } from "./types.ts";
import type { Path } from "./yaml.ts";

/** A level whose policy asks nobody, and where in the team it comes from. */
export interface DeadEnd {
  readonly level: Level;
  readonly path: Path;
}

/**
 * A team's policy for every level (docs/features.md E8). Its own steps serve abuse and help. Danger
 * asks everyone at once and a question never does, unless `levels` says otherwise.
 */
export function policiesOf(
  written: EscalationShape | undefined,
  team: readonly Email[],
  organisation: readonly Email[],
): { policies: Policies; deadEnds: DeadEnd[]; widened: boolean } {
  const deadEnds: DeadEnd[] = [];
  let widened = false;
  const reaches = ({ notify }: Step) =>
    (notify === "supervisors" ? team : notify === "everyone" ? organisation : notify).length > 0;
  const policyOf = (level: Level): Policy => {
    const own = written?.levels?.[level];
    let steps: readonly Step[] = own?.steps ?? derivedSteps(level, written?.steps);
    if (own?.steps === undefined && level === "question" && !steps.some(reaches)) {
      // A team without supervisors of its own: asking all is better than a question that nobody
      // ever sees.
      steps = steps.map((step) => ({ ...step, notify: "everyone" }));
      widened = true;
    }
    if (!steps.some(reaches)) deadEnds.push({ level, path: pathOf(level, written) });
    return {
      steps,
      repeat: own?.repeat ?? written?.repeat ?? defaultPolicies[level].repeat,
      joinWithin: own?.join_within ?? shared(level, written?.join_within),
    };
  };
  const policies = {
    danger: policyOf("danger"),
    abuse: policyOf("abuse"),
    help: policyOf("help"),
    question: policyOf("question"),
  };
  return { policies, deadEnds, widened };
}

function derivedSteps(level: Level, own: readonly Step[] | undefined): readonly Step[] {
  if (own === undefined || level === "danger") return defaultPolicies[level].steps;
  if (level !== "question") return own;
  const quiet = own.filter(({ notify }) => notify !== "everyone");
  return quiet.length > 0 ? quiet : defaultPolicies.question.steps;
}

/**
 * The team's `join_within` serves every level; danger never waits longer than its own 30 s
 * (docs/features.md E8).
 */
function shared(level: Level, joinWithin: number | undefined): number {
  const own = defaultPolicies[level].joinWithin;
  if (joinWithin === undefined) return own;
  return level === "danger" ? Math.min(own, joinWithin) : joinWithin;
}

function pathOf(level: Level, written: EscalationShape | undefined): Path {
  if (written?.levels?.[level]?.steps !== undefined)
    return ["escalation", "levels", level, "steps"];
  return written?.steps === undefined || level === "danger" ? [] : ["escalation", "steps"];
}

/** Levels in people's words, for a message: "danger, help". */
export const namesOf = (ends: readonly DeadEnd[]): string =>
  levels.filter((level) => ends.some((end) => end.level === level)).join(", ");
