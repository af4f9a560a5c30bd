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

/** What the tables say of somebody. */
export interface FloorRow {
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
  return present(await readFloor(tx, named), organisation, at);
}

/** The same, as the tables say it now; see `present`. */
export async function readFloor(tx: Tx, named: readonly PersonId[]): Promise<FloorRow[]> {
  // Each table is read once, by index and for these people alone, whatever the planner knows of its size.
  const { rows } = await sql<FloorRow>`
    with moment as materialized (
      select handrail.now() as now
    ), asked as materialized (
      select array(
        select person from handrail.memberships where organisation_id = handrail.organisation() and role = 'supervisor'
        union select unnest(${[...named]}::uuid[])
      ) as people
    ), member as materialized (
      select m.person, array_agg(m.team) filter (where m.role = 'supervisor') as supervises, array_agg(m.team) filter (where m.role = 'agent') as agent_of
      from handrail.memberships m where m.organisation_id = handrail.organisation() and m.person = any((select people from asked)::uuid[])
      group by m.person
    ), route as materialized (
      select a.person, bool_and(coalesce(a.quiet_until > (select now from moment), false)) as quiet
      from handrail.accounts a
      where a.organisation_id = handrail.organisation() and a.person = any((select people from asked)::uuid[]) and a.kind = 'member' and a.blocked is null
        and (a.platform, a.workspace) in (
          select platform, workspace from handrail.workspaces where organisation_id = handrail.organisation() and state = 'active')
      group by a.person
    )
    select p.person, p.languages, coalesce(member.supervises, '{}') as supervises, coalesce(member.agent_of, '{}') as agent_of,
      case when pr.shift_until > (select now from moment) then pr.shift end as shift, coalesce(pr.away_until > (select now from moment), false) as in_break,
      coalesce(pr.on_call_until > (select now from moment), false) as on_call, route.person is not null as reachable, coalesce(route.quiet, false) as quiet
    from handrail.people p
    left join member on member.person = p.person
    left join route on route.person = p.person
    left join handrail.presence pr on pr.organisation_id = p.organisation_id and pr.person = p.person
    where p.organisation_id = handrail.organisation() and p.person = any((select people from asked)::uuid[]) and p.listed
    order by p.person`.execute(tx);
  return rows;
}

/** What it means, with the opening hours of each team. */
export function present(rows: readonly FloorRow[], organisation: Organisation, at: Instant): Present[] {
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
