import { sql } from "kysely";
import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { weekOf } from "../kernel/weeks.ts";
import type { OtherWeeks, ReadRequestFacts } from "../people/figures.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement } from "../runtime/feature.ts";
import { type Cell, cellsOf } from "./cells.ts";
import { keepHours, keepTeams, keepWhole } from "./crowd/store.ts";
import { type Command, type Facts, isCountDue, isTellDue } from "./rules.ts";
import { type Event, type FiguresState, theFigures } from "./state.ts";
import { asOf, blockOf, oldestWeek, shifted, startOf, weeksBetween } from "./weeks.ts";
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
  /** Nothing was opened in it; the week of the next request, if there is one. */
  readonly empty?: { readonly skipTo?: string };
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
  const at = await firstOpened(tx, startOf(oldestWeek(now, timeZone), timeZone));
  return at === undefined ? {} : { first: weekOf(at, timeZone) };
}

/** When the first request was opened since then. */
async function firstOpened(tx: Tx, from: Instant): Promise<Instant | undefined> {
  const since = sql`organisation_id = handrail.organisation() and opened_at >= ${new Date(from)}`;
  const { rows } = await sql<{ at: Instant | null }>`
    select least(
      (select opened_at from handrail.requests where ${since} and closed_at is not null
        order by opened_at limit 1),
      (select opened_at from handrail.requests
        where ${since} and status in ('open', 'acknowledged', 'joined', 'exhausted')
        order by opened_at limit 1)) as at`.execute(tx);
  return rows[0]?.at ?? undefined;
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
  const anew = after === undefined;
  if (found.last !== undefined) return { cells, anew, last: found.last };
  if (!anew || found.requests.length > 0) return { cells, anew };
  const at = await firstOpened(tx, until);
  return { cells, anew, empty: at === undefined ? {} : { skipTo: weekOf(at, timeZone) } };
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
  ...(read?.piece?.empty === undefined ? {} : { ...read.piece.empty, empty: true }),
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
            keepTeams(organisation, weeksBetween(event.week, event.next)),
            keepWhole(event.week),
            ...(blockOf(event.week) === blockOf(event.next)
              ? []
              : keepHours(blockOf(event.week), state.timeZone)),
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
