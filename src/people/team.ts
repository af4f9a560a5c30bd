import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/**
 * The team in which somebody takes calls, before one that they supervise: a supervisor may need help
 * or a break too.
 * @returns undefined: they are in no team
 */
export function teamOf({ people }: Organisation, person: PersonId): TeamName | undefined {
  const known = people.get(person);
  return known?.agentOf[0] ?? known?.supervises[0];
}

export const runsATeam = ({ people }: Organisation, person: PersonId): boolean =>
  (people.get(person)?.supervises.length ?? 0) > 0;

/** How many people of the file take calls for a team. */
export const agentsIn = ({ people }: Organisation, team: TeamName): number =>
  [...people.values()].filter((one) => one.listed && one.agentOf.includes(team)).length;
