import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { supportOf } from "./support.ts";

/** Who has pages at all: who runs a team, wellbeing leads, heads of support and admins. */
export function mayOpenDesk(organisation: Organisation, person: PersonId): boolean {
  const { leads, heads } = supportOf(organisation);
  const { admins = [] } = organisation;
  return runsTeam(organisation, person) || [...leads, ...heads, ...admins].includes(person);
}

/** The teams whose people and calls somebody sees on pages: their own, or all where they look after all. */
export function teamsOnDesk(organisation: Organisation, person: PersonId): readonly TeamName[] {
  const { leads, heads } = supportOf(organisation);
  const { admins = [] } = organisation;
  return [...leads, ...heads, ...admins].includes(person)
    ? [...organisation.teams.values()].filter((team) => team.listed).map(({ name }) => name)
    : (organisation.people.get(person)?.supervises ?? []);
}

export const runsTeam = (organisation: Organisation, person: PersonId): boolean =>
  (organisation.people.get(person)?.supervises.length ?? 0) > 0;
