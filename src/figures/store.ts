import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { weekOf } from "../kernel/weeks.ts";
import type { OtherWeeks, ReadRequestFacts } from "../people/figures.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement } from "../runtime/feature.ts";
import { type Cell, cellsOf } from "./cells.ts";
import { teamsToShow } from "./gate.ts";
import { type Command, type Facts, isCountDue, isTellDue } from "./rules.ts";
import { type Event, type FiguresState, theFigures } from "./state.ts";
import { asOf, blockOf, oldestWeek, shifted, startOf, weeksInBlock } from "./weeks.ts";
import { digestOf } from "./digest/store.ts";
import type { Digest } from "./digest/digest.ts";
import { readersOfAll } from "./readers.ts";

/** What figures are made from, given by the features that keep it. */
export interface Sources {
  readonly requests: ReadRequestFacts;
  readonly weeks: OtherWeeks;
}

export const load = (organisation: OrganisationId) => sql<{
  state: FiguresState;
  version: number;
}>`
  select state, version from handrail.figures
  where organisation_id = ${organisation} for update`;

export interface Read {
  readonly first?: string;
  readonly piece?: Piece;
  readonly digest?: Digest;
}
interface Piece {
  readonly cells: readonly Cell[];
  readonly last?: NonNullable<Facts["last"]>;
  /** The first of its week: what an interrupted count left is deleted. */
  readonly anew: boolean;
}
export type StoreFacts = Facts & { readonly piece?: Piece };

/** The state says what is read: so nothing is, before it is locked. */
export const readMoreWith =
  (sources: Sources) =>
  (
    tx: Tx,
    shell: Shell,
    { state, command, given: { at } }: Locked<FiguresState, Command>,
  ): Promise<Read> | undefined => {
    if (state === undefined || command.do === "rebuild")
      return firstWeek(tx, shell.organisation.timeZone, at);
    if (command.do === "count" && isCountDue(state, at))
      return readPiece(sources, tx, state).then((piece) => ({ piece }));
    if (command.do === "tell" && isTellDue(state, at))
      return digestOf(sources.weeks, tx, state.toTell).then((digest) => ({ digest }));
    return undefined;
  };

/** Whole weeks only: what is older than two years is going. */
async function firstWeek(tx: Tx, timeZone: string, now: Instant): Promise<Read> {
  const oldest = oldestWeek(now, timeZone);
  const since = sql`organisation_id = handrail.organisation()
    and opened_at >= ${new Date(startOf(oldest, timeZone))}`;
  const { rows } = await sql<{ at: Instant | null }>`
    select least(
      (select opened_at from handrail.requests where ${since} and closed_at is not null
        order by opened_at limit 1),
      (select opened_at from handrail.requests
        where ${since} and status in ('open', 'acknowledged', 'joined', 'exhausted')
        order by opened_at limit 1)) as at`.execute(tx);
  const at = rows[0]?.at ?? undefined;
  return at === undefined ? {} : { first: weekOf(at, timeZone) };
}

async function readPiece(
  { requests: readRequests }: Sources,
  tx: Tx,
  { next: week, timeZone, after }: FiguresState,
): Promise<Piece> {
  const from = startOf(week, timeZone);
  const until = startOf(shifted(week, 1), timeZone);
  const found = await readRequests(tx, { from, until, after }, asOf(week, timeZone));
  const cells = cellsOf(found.requests, timeZone);
  return { cells, anew: after === undefined, ...(found.last ? { last: found.last } : {}) };
}

export const facts = (
  { organisation }: Shell,
  _locked: Locked<FiguresState, Command>,
  read: Read | undefined,
): StoreFacts => ({
  timeZone: organisation.timeZone,
  readers: readersOfAll(organisation),
  ...(read?.first === undefined ? {} : { first: read.first }),
  ...(read?.piece === undefined ? {} : { piece: read.piece }),
  ...(read?.piece?.last === undefined ? {} : { last: read.piece.last }),
  ...(read?.digest === undefined ? {} : { digest: read.digest }),
});

export function write(
  { organisation }: Shell,
  state: FiguresState,
  { version, events, facts: { piece } }: Change<Command, Event, StoreFacts>,
): Statement[] {
  return [
    sql`
    insert into handrail.figures (organisation_id, version, state)
    values (handrail.organisation(), ${version}, ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id) do update
    set version = excluded.version, state = excluded.state
    where handrail.must(figures.version = excluded.version - 1)`,
    ...(piece === undefined ? [] : keep(piece)),
    ...events.flatMap((event) =>
      event.type === "finished"
        ? [
            ...finish(event.week),
            keepTeams(agentsOf(organisation), event.week),
            keepWhole(event.week),
            ...(isLastOfBlock(event.week) ? keepHours(blockOf(event.week), state.timeZone) : []),
          ]
        : [],
    ),
  ];
}

/** Adds a piece to what is counted of its week so far. */
function keep({ cells, anew }: Piece): Statement[] {
  const rows = JSON.stringify(cells);
  return [
    ...(anew
      ? [
          sql`delete from handrail.figure_cells
            where organisation_id = handrail.organisation() and draft`,
        ]
      : []),
    sql`
    insert into handrail.figure_cells as kept
      (organisation_id, draft, slice, week, team, name, tally)
    select handrail.organisation(), true, c.slice, c.week, c.team, c.name, c.tally
    from jsonb_to_recordset(${rows}::jsonb)
      c(slice text, week text, team text, name text, tally jsonb)
    on conflict (organisation_id, draft, slice, week, team, name) do update set tally = (
      select jsonb_object_agg(key, number) from (
        select key, sum(value::bigint) as number from (
          select * from jsonb_each_text(kept.tally)
          union all select * from jsonb_each_text(excluded.tally)) both_of group by key) summed)`,
  ];
}

/** The whole week at once takes the place of what was shown of it before, if anything was. */
const finish = (week: string): Statement[] => [
  sql`delete from handrail.figure_cells
    where organisation_id = handrail.organisation() and not draft and week = ${week}`,
  sql`update handrail.figure_cells set draft = false
    where organisation_id = handrail.organisation() and draft and week = ${week}`,
];

const isLastOfBlock = (week: string): boolean => shifted(blockOf(week), weeksInBlock - 1) === week;

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
function keepTeams(teams: ReadonlyMap<TeamName, ReadonlySet<PersonId>>, week: string): Statement {
  const shown = teamsToShow(teams);
  const all = new Set([...shown.keys()].flatMap((team) => [...(teams.get(team) ?? [])])).size;
  const rows = [...shown].map(([team, people]) => ({ team, people }));
  return sql`
    insert into handrail.figure_people (organisation_id, slice, week, team, name, people)
    select handrail.organisation(), 'team', ${week}, t.team, '', t.people
    from jsonb_to_recordset(${JSON.stringify([...rows, { team: "", people: all }])}::jsonb)
      t(team text, people int)
    on conflict do nothing`;
}

/** All teams together, as team `''`: those that are in figures. Read often, so added up once. */
const keepWhole = (week: string): Statement => sql`
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
function keepHours(block: string, timeZone: string): Statement[] {
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

export async function tidy(tx: Tx): Promise<void> {
  const old = sql`organisation_id = handrail.organisation()
    and week < to_char((select handrail.now()) - interval '735 days', 'YYYY-MM-DD')`;
  await sql`delete from handrail.figure_cells where ${old}`.execute(tx);
  await sql`delete from handrail.figure_people where ${old}`.execute(tx);
}

/** Figures without a timer. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql`
    select 1 from handrail.figures f where f.organisation_id = handrail.organisation()
      and not exists (
        select 1 from handrail.timers t
        where t.organisation_id = f.organisation_id and t.feature = 'figures')`.execute(tx);
  return rows.map(() => theFigures);
}

/** Counting begins with the organisation. */
export async function begin(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'figures', ${theFigures}, 'count', (select handrail.now())
    where not exists (
      select 1 from handrail.figures where organisation_id = handrail.organisation())
    on conflict (organisation_id, feature, subject, command) do nothing`.execute(tx);
}
