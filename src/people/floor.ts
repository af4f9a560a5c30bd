import { sql } from "kysely";
import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database.ts";
import type { Organisation } from "../runtime/directory.ts";
import { type OpeningHours, isOpen } from "./hours.ts";

/** Somebody as they are right now, for any feature that asks who is there. */
export interface Present {
  readonly person: PersonId;
  readonly supervises: readonly TeamName[];
  readonly agentOf: readonly TeamName[];
  readonly languages: readonly string[];
  readonly onShift: boolean;
  readonly inBreak: boolean;
  readonly onCall: boolean;
  readonly reachable: boolean;
  readonly quiet: boolean;
}

interface Row {
  person: string;
  supervises: string[];
  agent_of: string[];
  languages: string[];
  shift: "on" | "off" | null;
  in_break: boolean;
  on_call: boolean;
  reachable: boolean;
  quiet: boolean;
}

/** Every supervisor of the organisation, and the people named: one statement, read in the command's own transaction. */
export async function floor(tx: Tx, organisation: Organisation, named: readonly PersonId[], at: Instant): Promise<Present[]> {
  const now = new Date(at);
  const { rows } = await sql<Row>`
    with asked as materialized (
      select person from handrail.memberships where organisation_id = handrail.organisation() and role = 'supervisor'
      union select unnest(${[...named]}::uuid[])
    ), active as materialized (
      select platform, workspace from handrail.workspaces where organisation_id = handrail.organisation() and state = 'active'
    )
    select p.person, p.languages, member.supervises, member.agent_of, route.reachable, coalesce(route.quiet, false) as quiet,
      case when pr.shift_until > ${now} then pr.shift end as shift, coalesce(pr.away_until > ${now}, false) as in_break,
      coalesce(pr.on_call_until > ${now}, false) as on_call
    from asked join handrail.people p on p.organisation_id = handrail.organisation() and p.person = asked.person and p.listed
    cross join lateral (
      select coalesce(array_agg(m.team) filter (where m.role = 'supervisor'), '{}') as supervises,
        coalesce(array_agg(m.team) filter (where m.role = 'agent'), '{}') as agent_of
      from handrail.memberships m where m.organisation_id = handrail.organisation() and m.person = p.person
    ) member
    cross join lateral (
      select count(*) > 0 as reachable, bool_and(coalesce(a.quiet_until > ${now}, false)) as quiet
      from handrail.accounts a where a.organisation_id = handrail.organisation() and a.person = p.person and a.kind = 'member' and a.blocked is null
        and (a.platform, a.workspace) in (select platform, workspace from active)
    ) route
    left join handrail.presence pr on pr.organisation_id = p.organisation_id and pr.person = p.person
    order by p.person`.execute(tx);
  return rows.map((row) => ({
    ...{ person: row.person, supervises: row.supervises, agentOf: row.agent_of, languages: row.languages },
    ...{ inBreak: row.in_break, onCall: row.on_call, reachable: row.reachable, quiet: row.quiet },
    onShift: isOnShift(organisation, [...row.supervises, ...row.agent_of], row.shift, at),
  }));
}

/** On shift: said so, or in the hours of any of their teams; a team without hours is always on (CONTRACT, `hours`). */
export function isOnShift(organisation: Organisation, teams: readonly TeamName[], said: "on" | "off" | null, at: Instant): boolean {
  if (said !== null) return said === "on";
  const hours = teams.map((team) => organisation.teams.get(team)?.settings["hours"]);
  return hours.length === 0 || hours.some((value) => value === undefined || isOpen(value as OpeningHours, at, organisation.timeZone));
}
