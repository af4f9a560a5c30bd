import type { PersonId, TeamName } from "../kernel/ids.ts";
import { type Millis, minutes } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** A team's own words on breaks. */
export interface Settings {
  readonly lengths: readonly Millis[];
  readonly preselect: Millis;
  readonly limit: "auto" | number;
  readonly phoneCode?: string;
  readonly realTimeDesk?: readonly PersonId[];
}

/** For somebody in no team (docs/features.md B2). */
const usual: Settings = {
  lengths: [5, 10, 20, 30].map(minutes),
  preselect: minutes(20),
  limit: "auto",
};

export const settingsOf = (organisation: Organisation, team: TeamName | undefined): Settings =>
  (organisation.teams.get(team ?? "")?.settings["breaks"] as Settings | undefined) ?? usual;

/** Those who are told of absences in somebody's teams, and of nothing else. */
export const deskOf = (organisation: Organisation, person: PersonId): PersonId[] => [
  ...new Set(
    (organisation.people.get(person)?.agentOf ?? []).flatMap(
      (team) => settingsOf(organisation, team).realTimeDesk ?? [],
    ),
  ),
];

/**
 * Teams that share people answer one queue between them: the pool of a team is all that it is
 * linked to in this way.
 */
export function poolOf(organisation: Organisation, teams: readonly TeamName[]): TeamName[] {
  const pool = new Set(teams);
  for (let size = -1; size !== pool.size;) {
    size = pool.size;
    for (const { agentOf, listed } of organisation.people.values())
      if (listed && agentOf.some((team) => pool.has(team)))
        for (const team of agentOf) pool.add(team);
  }
  return [...pool].toSorted();
}
