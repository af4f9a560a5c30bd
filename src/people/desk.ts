import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { PageChoice } from "../platform/page.ts";
import { literal, msg } from "../platform/text.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { looksAfterAll } from "./support.ts";

/** Who has pages at all: who runs a team, wellbeing leads, heads of support and admins. */
export function mayOpenDesk(organisation: Organisation, person: PersonId): boolean {
  return runsTeam(organisation, person) || looksAfterAll(organisation, person);
}

/** The teams whose people and calls somebody sees on pages: their own, or all where they look after all. */
export function teamsOnDesk(organisation: Organisation, person: PersonId): readonly TeamName[] {
  return looksAfterAll(organisation, person)
    ? [...organisation.teams.values()].filter((team) => team.listed).map(({ name }) => name)
    : (organisation.people.get(person)?.supervises ?? []);
}

export const runsTeam = (organisation: Organisation, person: PersonId): boolean =>
  (organisation.people.get(person)?.supervises.length ?? 0) > 0;

/** Which of their teams a page shows, where somebody has several. @param team as it was asked for */
export const teamChoice = (own: readonly TeamName[], team: string): PageChoice[] =>
  own.length < 2
    ? []
    : [
        {
          name: "team",
          label: msg("web.team"),
          value: own.includes(team) ? team : "",
          options: [
            { value: "", label: msg("web.allTeams") },
            ...own.map((name) => ({ value: name, label: literal(name) })),
          ],
        },
      ];
