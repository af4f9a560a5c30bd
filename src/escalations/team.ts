import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Shell } from "../runtime/feature.ts";
import type { Ladder } from "./boundary/ladder.ts";
import type { Policies } from "./policy.ts";
import type { Request } from "./request.ts";

/* What a person's team has set. */

/** An agent's team before a team they supervise: a supervisor may need help too. */
function teamOf({ organisation }: Shell, person: PersonId | undefined) {
  const known = person === undefined ? undefined : organisation.people.get(person);
  return organisation.teams.get(known?.agentOf[0] ?? known?.supervises[0] ?? "");
}

export const policiesOf = (shell: Shell, person: PersonId | undefined): Policies | undefined =>
  teamOf(shell, person)?.settings["escalation"] as Policies | undefined;

/** Where their request would begin; `undefined`: they are in no team. */
export function teamWithPolicies(
  shell: Shell,
  person: PersonId | undefined,
): { readonly name: TeamName; readonly policies: Policies } | undefined {
  const [team, policies] = [teamOf(shell, person), policiesOf(shell, person)];
  return team === undefined || policies === undefined ? undefined : { name: team.name, policies };
}

export const ladderOf = (shell: Shell, request: Request | undefined): Ladder | undefined =>
  shell.organisation.teams.get(request?.team ?? "")?.settings["ladder"] as Ladder | undefined;
