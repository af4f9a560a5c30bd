import type { PersonId, TeamName } from "../kernel/ids.ts";
import { teamOf } from "../people/team.ts";
import type { Shell } from "../runtime/feature.ts";
import type { Ladder } from "./boundary/ladder.ts";
import type { Policies } from "./policy.ts";
import type { Request } from "./request.ts";

/* What a person's team has set. */

const ownTeam = ({ organisation }: Shell, person: PersonId | undefined) =>
  organisation.teams.get(teamOf(organisation, person ?? "") ?? "");

export const policiesOf = (shell: Shell, person: PersonId | undefined): Policies | undefined =>
  ownTeam(shell, person)?.settings["escalation"] as Policies | undefined;

/** Where their request would begin; `undefined`: they are in no team. */
export function teamWithPolicies(
  shell: Shell,
  person: PersonId | undefined,
): { readonly name: TeamName; readonly policies: Policies } | undefined {
  const [team, policies] = [ownTeam(shell, person), policiesOf(shell, person)];
  return team === undefined || policies === undefined ? undefined : { name: team.name, policies };
}

export const ladderOf = (shell: Shell, request: Request | undefined): Ladder | undefined =>
  shell.organisation.teams.get(request?.team ?? "")?.settings["ladder"] as Ladder | undefined;
