import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import { type FloorNow, present, readFloor } from "../people/floor.ts";
import type { Present } from "../people/usual.ts";
import { hasRequestOpen } from "../people/requests.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../runtime/feature.ts";
import type { Command, Facts } from "./commands.ts";
import { countBreaks } from "./figures/store.ts";
import { limitOf, poolWithout } from "./pool.ts";
import { teamOf } from "../people/team.ts";
import { deskOf, poolOf, settingsOf } from "./settings.ts";
import { type Break, type Event, awayUntil } from "./state.ts";
import { grace } from "./times.ts";

/** A person's break, or that there is none: their row is locked where it exists, and `write` notices another first one. */
export function load(organisation: OrganisationId, find: Find) {
  const person = "subject" in find ? find.subject : find.by;
  return sql<{ state: Break; version: number }>`
    with own as (select state, version from handrail.breaks where organisation_id = ${organisation} and person = ${person}::uuid for update)
    select state, version from own
    union all select jsonb_build_object('person', ${person}::uuid, 'status', 'none', 'lastAt', 0), 0 where not exists (select 1 from own)`;
}

/** What the table asks about, for one person. */
export interface Read {
  readonly breaks: readonly Break[];
  readonly there: FloorNow;
  readonly inCall: boolean;
}

const none = (person: PersonId): Break => ({ person, status: "none", lastAt: 0 });

/** Everybody whom it may concern that somebody takes a break. */
function concerned(organisation: Organisation, person: PersonId) {
  const known = organisation.people.get(person);
  const teams = poolOf(organisation, known?.agentOf ?? []);
  return { known, teams, desk: deskOf(organisation, person) };
}

export async function read(
  tx: Tx,
  { organisation }: Shell,
  { by, subject }: Wanted<Command>,
): Promise<Read> {
  const person = subject ?? by ?? "";
  const { teams, desk } = concerned(organisation, person);
  // Two who ask at once are one after the other: only so both cannot have the last place.
  const lock = sql`select pg_advisory_xact_lock(
    hashtextextended('handrail breaks ' || handrail.organisation(), 0))`;
  const [, rows, there, inCall] = await together(
    lock.execute(tx),
    tx
      .selectFrom("breaks")
      .select("state")
      .where(sql<boolean>`status <> 'none'`)
      .execute(),
    readFloor(tx, organisation, [...agentsOf(organisation, teams), ...desk, person]),
    hasRequestOpen(tx, person),
  );
  return { breaks: rows.map((row) => row.state as unknown as Break), there, inCall };
}

/** Who is there, who is away, who waits. */
export function facts(
  { organisation }: Shell,
  { state, given }: Locked<Break, Command>,
  { breaks, there: floor, inCall }: Read,
): Facts {
  const { person } = state ?? none(given.subject ?? given.by ?? "");
  const { known, teams, desk } = concerned(organisation, person);
  const settings = settingsOf(organisation, teamOf(organisation, person));
  const there = present(floor, organisation, given.at);
  const onShift = there.filter((p) => p.onShift && p.agentOf.some((team) => teams.includes(team)));
  const limits = teams.map((team) => ({
    limit: settingsOf(organisation, team).limit,
    staff: onShift.filter((p) => p.agentOf.includes(team)).map((p) => p.person),
  }));
  // Somebody in no team's queue has the supervisors of the team they run.
  const watched = teams.length > 0 ? teams : (known?.supervises ?? []);
  const supervisors = there.filter(
    (p) => p.person !== person && p.supervises.some((team) => watched.includes(team)),
  );
  const free = (all: readonly Present[]) =>
    all.filter((p) => p.onShift && !p.inBreak && p.reachable).map((p) => p.person);
  const everybody = there.filter((p) => p.supervises.length > 0);
  const deskNow = there
    .filter((p) => desk.includes(p.person) && p.person !== person && p.onShift && !p.inBreak)
    .map((p) => p.person);
  return {
    desk: deskNow.length === 0 ? undefined : deskNow,
    lengths: settings.lengths,
    pool: poolWithout(person, new Set(onShift.map((p) => p.person)), limitOf(limits), breaks),
    watchers: supervisors.map((p) => p.person),
    coverers: free(supervisors).length > 0 ? free(supervisors) : free(everybody),
    inCall,
    offShift: there.some(({ person: id, onShift: is }) => id === person && !is),
    supervised: supervisors.some((p) => p.person === given.by),
  };
}

const agentsOf = (organisation: Organisation, teams: readonly string[]): PersonId[] =>
  [...organisation.people.values()]
    .filter((p) => p.listed && p.agentOf.some((team) => teams.includes(team)))
    .map((p) => p.id);

/**
 * The row, and what everybody else may know of it: away until when. The floor leaves out everybody who is away, so nobody in
 * a break is asked, prompted or counted. Another transaction may write the very first row meanwhile, which no lock can
 * prevent: this one is then done again, from what is there by then.
 */
export function write(
  shell: Shell,
  state: Break,
  { version, events, given }: Change<Command, Event, Facts>,
): Statement[] {
  const until = awayUntil(state);
  const kept = until === undefined ? null : new Date(until);
  const floorUntil =
    until === undefined ? null : new Date(state.status === "away" ? until + grace : until);
  return [
    sql`
    insert into handrail.breaks (organisation_id, person, version, status, until, state)
    values (handrail.organisation(), ${state.person}, ${version}, ${state.status}, ${kept},
      ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id, person) do update
    set version = excluded.version, status = excluded.status, until = excluded.until,
      state = excluded.state
    where handrail.must(breaks.version = excluded.version - 1)`,
    sql`
    insert into handrail.presence (organisation_id, person, away_until)
    values (handrail.organisation(), ${state.person}, ${floorUntil})
    on conflict (organisation_id, person) do update set away_until = excluded.away_until`,
    ...countBreaks(shell, state, events, given.at),
  ];
}

export async function readBreak(tx: Tx, person: SubjectId): Promise<Break | undefined> {
  const row = await tx
    .selectFrom("breaks")
    .select("state")
    .where("person", "=", person)
    .executeTakeFirst();
  return row?.state as unknown as Break | undefined;
}

/** Breaks that no timer will ever look at again. There should be none; the auditor finds and heals them. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ person: string }>`
    select b.person from handrail.breaks b where b.organisation_id = handrail.organisation() and b.status <> 'none'
      and not exists (select 1 from handrail.timers t where t.organisation_id = b.organisation_id and t.feature = 'breaks' and t.subject = b.person and t.command = 'look')
    limit 100`.execute(tx);
  return rows.map((row) => row.person);
}

/** Messages of breaks that are over would be a history: they go as soon as they show that it is closed. So does the row, which counts how many there were. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.breaks where organisation_id = handrail.organisation() and status = 'none'`.execute(
    tx,
  );
  await sql`
    delete from handrail.messages m where m.organisation_id = handrail.organisation() and m.feature = 'breaks' and (m.state = 'ended' or m.wanted_version = m.shown_version)
      and not exists (select 1 from handrail.breaks b where b.organisation_id = m.organisation_id and b.person = m.subject and b.status <> 'none')`.execute(
    tx,
  );
  await sql`
    delete from handrail.undelivered u
    where u.organisation_id = handrail.organisation() and u.feature = 'breaks' and not exists (
      select 1 from handrail.breaks b where b.organisation_id = u.organisation_id
        and b.person = u.subject and b.status <> 'none')`.execute(tx);
}
