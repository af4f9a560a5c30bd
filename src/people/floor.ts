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
    select p.person, p.languages,
      coalesce(array_agg(distinct m.team) filter (where m.role = 'supervisor'), '{}') as supervises,
      coalesce(array_agg(distinct m.team) filter (where m.role = 'agent'), '{}') as agent_of,
      max(case when pr.shift_until > ${now} then pr.shift end) as shift,
      coalesce(bool_or(pr.away_until > ${now}), false) as in_break, coalesce(bool_or(pr.on_call_until > ${now}), false) as on_call,
      coalesce(bool_or(a.account_id is not null), false) as reachable,
      coalesce(bool_and(a.quiet_until > ${now}) filter (where a.account_id is not null), false) as quiet
    from handrail.people p
    left join handrail.memberships m on m.organisation_id = p.organisation_id and m.person = p.person
    left join handrail.presence pr on pr.organisation_id = p.organisation_id and pr.person = p.person
    left join handrail.accounts a on a.organisation_id = p.organisation_id and a.person = p.person and a.kind = 'member' and a.blocked is null
      and exists (select 1 from handrail.workspaces w where w.organisation_id = a.organisation_id and w.platform = a.platform and w.workspace = a.workspace and w.state = 'active')
    where p.organisation_id = handrail.organisation() and p.listed
      and (p.person = any(${[...named]}::uuid[]) or exists (select 1 from handrail.memberships s where s.organisation_id = p.organisation_id and s.person = p.person and s.role = 'supervisor'))
    group by p.person, p.languages order by p.person`.execute(tx);
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
