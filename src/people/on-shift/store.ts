import { sql } from "kysely";
import type { PersonId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { ApiOnShift } from "../../platform/api.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import type { Shell } from "../../runtime/shell.ts";
import { present, readPeople } from "../floor.ts";

type There = ApiOnShift["teams"][number]["people"][number];

/**
 * Who is on shift, by team, for programs that plan work. Who is away is back about a time, and never
 * why they are away (docs/features.md B4).
 */
export async function onShiftForApi(tx: Tx, { organisation, now }: Shell): Promise<ApiOnShift> {
  const everybody = new Set(
    [...organisation.people.values()].filter(({ listed }) => listed).map(({ id }) => id),
  );
  const [floor, away] = await together(readPeople(tx, everybody), readAway(tx));
  const there = new Set(
    present(floor, organisation, now)
      .filter(({ onShift }) => onShift)
      .map(({ person }) => person),
  );
  const teams = [...organisation.teams.values()]
    .filter(({ listed }) => listed)
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b, "en"));
  return {
    teams: teams.map((team) => ({ team, people: peopleOf(organisation, team, there, away) })),
  };
}

function peopleOf(
  { people }: Organisation,
  team: TeamName,
  there: ReadonlySet<PersonId>,
  away: ReadonlyMap<PersonId, Instant>,
): There[] {
  const own = [...people.values()].filter(
    ({ id, listed, agentOf, supervises }) =>
      listed && there.has(id) && (agentOf.includes(team) || supervises.includes(team)),
  );
  return own
    .map(({ id, email, name, supervises }): There => {
      const back = away.get(id);
      return {
        person: email ?? "",
        name,
        role: supervises.includes(team) ? "supervisor" : "agent",
        state: back === undefined ? "here" : "away",
        ...(back === undefined ? {} : { back_about: new Date(back).toISOString() }),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

async function readAway(tx: Tx): Promise<ReadonlyMap<PersonId, Instant>> {
  const { rows } = await sql<{ person: PersonId; away_until: Instant }>`
    select person, away_until from handrail.presence
    where organisation_id = handrail.organisation() and away_until > handrail.now()`.execute(tx);
  return new Map(rows.map(({ person, away_until: until }) => [person, until]));
}
