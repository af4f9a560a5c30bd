import { sql } from "kysely";
import type { PersonId, TeamName } from "../../kernel/ids.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import { teamsToShow } from "../gate.ts";
import { shifted, startOf, weeksInBlock } from "../weeks.ts";

/* How many people stand behind a number, kept when a week is counted; and the sum of all teams. */

function agentsOf({ people }: Shell["organisation"]): Map<TeamName, ReadonlySet<PersonId>> {
  const teams = new Map<TeamName, Set<PersonId>>();
  for (const { id, listed, agentOf } of people.values())
    for (const team of listed ? agentOf : [])
      teams.set(team, (teams.get(team) ?? new Set()).add(id));
  return teams;
}

/**
 * How many people stood behind each team when its week was counted, and how many in all. The
 * journal does not know, so a week that is counted again keeps what was known then.
 */
export function keepTeams(
  organisation: Shell["organisation"],
  weeks: readonly string[],
): Statement {
  const teams = agentsOf(organisation);
  const shown = teamsToShow(teams);
  const all = new Set([...shown.keys()].flatMap((team) => [...(teams.get(team) ?? [])])).size;
  const rows = [...shown].map(([team, people]) => ({ team, people }));
  return sql`
    insert into handrail.figure_people (organisation_id, slice, week, team, name, people)
    select handrail.organisation(), 'team', w.week, t.team, '', t.people
    from unnest(${[...weeks]}::text[]) w(week)
    cross join jsonb_to_recordset(${JSON.stringify([...rows, { team: "", people: all }])}::jsonb)
      t(team text, people int)
    on conflict do nothing`;
}

/** All teams together, as team `''`: those that are in figures. Read often, so added up once. */
export const keepWhole = (week: string): Statement => sql`
    insert into handrail.figure_cells (organisation_id, draft, slice, week, team, name, tally)
    select handrail.organisation(), false, slice, ${week}, '', name, jsonb_object_agg(key, number)
    from (
      select c.slice, c.name, one.key, sum(one.value::bigint) as number
      from handrail.figure_cells c cross join lateral jsonb_each_text(c.tally) one
      where c.organisation_id = handrail.organisation() and not c.draft and c.week = ${week}
        and exists (select 1 from handrail.figure_people p
          where p.organisation_id = c.organisation_id and p.slice = 'team' and p.week = c.week
            and p.team = c.team and p.name = '')
      group by c.slice, c.name, one.key) summed
    group by slice, name`;

/**
 * How many different people called in each hour of the day and on each day, in four weeks. Teams
 * that were not in the figures all the time are left out.
 */
export function keepHours(block: string, timeZone: string): Statement[] {
  const from = new Date(startOf(block, timeZone));
  const until = new Date(startOf(shifted(block, weeksInBlock), timeZone));
  const opened = sql`organisation_id = handrail.organisation()
    and opened_at >= ${from} and opened_at < ${until}`;
  const inBlock = sql`organisation_id = handrail.organisation() and slice = 'team'
    and week >= ${block} and week < ${shifted(block, weeksInBlock)}`;
  return [
    sql`delete from handrail.figure_people where organisation_id = handrail.organisation()
      and slice in ('hour', 'day') and week = ${block}`,
    sql`
    insert into handrail.figure_people (organisation_id, slice, week, team, name, people)
    select handrail.organisation(), case when hour is null then 'day' else 'hour' end, ${block},
      coalesce(team, ''), coalesce(hour, day)::text, count(distinct requester)
    from (
      select team, requester, extract(hour from at)::int as hour,
        extract(isodow from at)::int - 1 as day
      from (
        select team, requester, opened_at at time zone ${timeZone} as at from handrail.requests
        where ${opened} and closed_at is not null
          and not (status = 'withdrawn' and (state ->> 'early')::boolean)
        union all
        select team, requester, opened_at at time zone ${timeZone} from handrail.requests
        where ${opened} and status in ('open', 'acknowledged', 'joined', 'exhausted')) opened
    ) called
    where team in (
      select team from handrail.figure_people where ${inBlock} group by team having count(*) = (
        select count(*) from handrail.figure_people where ${inBlock} and team = ''))
    group by grouping sets ((team, hour), (team, day), (hour), (day))`,
  ];
}
