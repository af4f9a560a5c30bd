import { sql } from "kysely";
import type { PersonId, TeamName } from "../../kernel/ids.ts";
import { fewest, inFives, weekOf } from "../../kernel/weeks.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { agentsIn } from "../../people/team.ts";
import { headsOf } from "../store.ts";

export interface CauseWeek {
  readonly team: TeamName;
  /** Its Monday. */
  readonly week: string;
  readonly category: string;
  readonly calls: number;
}

/** Finished weeks that are shown. */
const weeksShown = 4;

/**
 * Why agents called, by team and week, through the rule of counts (docs/PRIVACY.md): five agents,
 * five calls, in fives. A head sees all teams, a supervisor those that they run.
 */
export async function causeWeeks(tx: Tx, shell: Shell, reader: PersonId): Promise<CauseWeek[]> {
  const { organisation, now } = shell;
  const { timeZone, people } = organisation;
  const own = headsOf(organisation).includes(reader)
    ? [...organisation.teams.values()].filter(({ listed }) => listed).map(({ name }) => name)
    : (people.get(reader)?.supervises ?? []);
  const teams = own.filter((team) => agentsIn(organisation, team) >= fewest).toSorted();
  if (teams.length === 0) return [];
  const [from, until] = [weekOf(now, timeZone, -weeksShown), weekOf(now, timeZone)];
  const { rows } = await sql<CauseWeek>`
    select team, category, week, count(*)::int as calls from (
      select team, state ->> 'category' as category,
        to_char(date_trunc('week', opened_at at time zone ${timeZone}), 'YYYY-MM-DD') as week
      from handrail.requests
      where organisation_id = handrail.organisation() and closed_at is not null
        and opened_at >= ${from}::timestamp at time zone ${timeZone}
        and opened_at < ${until}::timestamp at time zone ${timeZone}
        and team = any(${teams}::text[]) and state ? 'category') one
    group by team, category, week having count(*) >= ${fewest}
    order by team, week desc, calls desc, category`.execute(tx);
  return rows.map((row) => ({ ...row, calls: inFives(row.calls) }));
}
