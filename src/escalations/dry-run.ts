import type { AccountId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Level, Policies } from "./policy.ts";
import { decide } from "./rules.ts";
import type { Colleague } from "./rules/asking.ts";

/** No person has this id, so it is in nobody's way. */
const agent: { by: PersonId; via: AccountId; newId: SubjectId } = {
  by: "an agent",
  via: "their account",
  newId: "their call",
};

/**
 * Whom a call for help of this level asks first. The real rules decide it; nobody is asked.
 * @returns nobody, where it would read "No answer" at once
 */
export function dryRun(
  level: Level,
  team: { readonly name: TeamName; readonly policies: Policies },
  colleagues: readonly Colleague[],
  at: Instant,
): readonly PersonId[] {
  const policy = team.policies[level];
  // A request opens as Help, at the speed of Abuse: so it takes this level's way.
  const policies: Policies = { danger: policy, abuse: policy, help: policy, question: policy };
  const decided = decide(
    undefined,
    { do: "escalate", worded: false },
    { ...agent, at, seed: 0 },
    { colleagues, requesterLanguages: [], team: { name: team.name, policies } },
  );
  if ("refused" in decided) return [];
  return decided.events.find((event) => event.type === "asked")?.people ?? [];
}
