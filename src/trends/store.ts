import { sql } from "kysely";
import type { Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Note, Shell } from "../runtime/feature.ts";
import { type CheckIn, answersFrom, dayOf } from "./answers.ts";
import { windowLasts } from "./questions.ts";
import { type Gathered, gatheredSoFar, keep } from "./gathering.ts";
import { type Command, type Facts, isOpen } from "./rules.ts";
import type { Roster } from "./source.ts";
import { type Event, type Trends, remembered, theTrend } from "./state.ts";

/** Whoever keeps check-ins opens those of some days, the first included and the last not, a few people at a time. */
export type ReadCheckIns = (
  tx: Tx,
  shell: Shell,
  from: string,
  before: string,
  after: PersonId | undefined,
) => Promise<{
  readonly checkIns: readonly CheckIn[];
  readonly unopened: number;
  readonly last?: PersonId;
}>;

/** What views stand on. */
export interface Shown {
  readonly trends: Trends;
  /** What a lead said is being done. */
  readonly doing?: string;
}
export type StoreFacts = Facts & {
  /** What a lead said, where somebody looks; else views read it afresh. */
  readonly doing?: Pick<Shown, "doing">;
};

/** An organisation has one trend, whoever asks. */
export const load = (organisation: OrganisationId) =>
  sql<{
    state: Trends;
    version: number;
  }>`select state, version from handrail.trends where organisation_id = ${organisation} for update`;

export const factsWith =
  (readCheckIns: ReadCheckIns) =>
  async (
    tx: Tx,
    shell: Shell,
    state: Trends | undefined,
    command: Command,
    given: Given,
  ): Promise<StoreFacts> => {
    const leads = leadsOf(shell);
    if (command.do !== "turn" || state === undefined || given.at < state.window + windowLasts)
      return {
        leads,
        rosters: new Map(),
        ...(command.do === "look" ? { doing: await doingOf(tx, shell) } : {}),
      };
    const { window } = state;
    // A round that did not open has no numbers: nothing is opened for it.
    if (!isOpen(state, { leads })) return { leads, rosters: new Map() };
    const gathered = await gather(readCheckIns, tx, shell, window);
    if (gathered.last !== undefined) return { leads, rosters: new Map(), more: true };
    const rosters = await rostersOf(tx);
    const own = rosters.get(window);
    if (own === undefined) return { leads, rosters };
    return {
      leads,
      rosters,
      over: { start: window, answers: gathered.answers, rosters: [own] },
      unopened: gathered.unopened,
    };
  };

/** One piece more. */
async function gather(
  readCheckIns: ReadCheckIns,
  tx: Tx,
  shell: Shell,
  window: Instant,
): Promise<Gathered> {
  const { vault, organisation } = shell;
  const before = gatheredSoFar(vault, organisation.id, window);
  const piece = await readCheckIns(
    tx,
    shell,
    dayOf(window),
    dayOf(window + windowLasts),
    before?.last,
  );
  const gathered: Gathered = {
    window,
    answers: [...(before?.answers ?? []), ...piece.checkIns.flatMap(answersFrom)],
    unopened: (before?.unopened ?? 0) + piece.unopened,
    ...(piece.last === undefined ? {} : { last: piece.last }),
  };
  keep(vault, organisation.id, gathered);
  return gathered;
}

export async function save(
  tx: Tx,
  shell: Shell,
  trends: Trends,
  version: number,
  {
    events,
    note,
    given,
  }: { readonly events: readonly Event[]; readonly note?: Note; readonly given: Given },
): Promise<void> {
  await sql`
    insert into handrail.trends (organisation_id, version, state) values (handrail.organisation(), ${version}, ${JSON.stringify(trends)}::jsonb)
    on conflict (organisation_id) do update set version = excluded.version, state = excluded.state`.execute(
    tx,
  );
  if (events.some(({ type }) => type === "began")) await freeze(tx, trends.window);
  const doing = note?.["doing"]?.trim();
  if (doing === undefined || !events.some(({ type }) => type === "said")) return;
  await tx
    .updateTable("trends")
    .set({ doing: await shell.vault.seal(placeOf(shell), doing) })
    .execute();
  await tellEverybody(tx, given.by);
}

/** Whoever is asked how it was hears what comes of it (PRODUCT K7): a timer each, twenty a second, like invitations. */
async function tellEverybody(tx: Tx, but: PersonId | undefined): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'doing', person, 'tell', (select handrail.now()) + make_interval(secs => floor(row_number() over () / 20.0))
    from (
      select distinct m.person from handrail.memberships m join handrail.people p on p.organisation_id = m.organisation_id and p.person = m.person and p.listed
      join handrail.teams t on t.organisation_id = m.organisation_id and t.team = m.team and t.listed
      where m.organisation_id = handrail.organisation() and jsonb_array_length(coalesce(t.settings->'checkIns', '[]'::jsonb)) > 0
        and m.person <> ${but ?? theTrend}::uuid
    ) asked
    on conflict (organisation_id, feature, subject, command) do update set due_at = excluded.due_at`.execute(
    tx,
  );
}

/** Who is in which teams as a window begins, for good; and what is too old to be held against it goes. */
async function freeze(tx: Tx, window: Instant): Promise<void> {
  await sql`
    insert into handrail.trend_rosters (organisation_id, window_start, person, teams)
    select p.organisation_id, ${new Date(window)}, p.person, coalesce(array_agg(distinct m.team) filter (where m.team is not null), '{}')
    from handrail.people p left join handrail.memberships m on m.organisation_id = p.organisation_id and m.person = p.person
    where p.organisation_id = handrail.organisation() and p.listed group by p.organisation_id, p.person
    on conflict do nothing`.execute(tx);
  const oldest = new Date(window - (remembered + 1) * windowLasts);
  await sql`delete from handrail.trend_rosters where organisation_id = handrail.organisation() and window_start < ${oldest}`.execute(
    tx,
  );
}

async function rostersOf(tx: Tx): Promise<ReadonlyMap<Instant, Roster>> {
  const rows = await tx
    .selectFrom("trend_rosters")
    .select(["window_start", "person", "teams"])
    .execute();
  const rosters = new Map<Instant, Map<PersonId, readonly TeamName[]>>();
  for (const { window_start: start, person, teams } of rows)
    rosters.set(start, (rosters.get(start) ?? new Map()).set(person, teams));
  return rosters;
}

export async function read(tx: Tx, shell: Shell): Promise<Shown | undefined> {
  const row = await tx.selectFrom("trends").select("state").executeTakeFirst();
  return row === undefined
    ? undefined
    : { trends: row.state as unknown as Trends, ...(await doingOf(tx, shell)) };
}

async function doingOf(tx: Tx, shell: Shell): Promise<{ doing?: string }> {
  const row = await tx.selectFrom("trends").select("doing").executeTakeFirst();
  return row?.doing == null ? {} : { doing: await shell.vault.open(placeOf(shell), row.doing) };
}

const placeOf = (shell: Shell) => `${shell.organisation.id}/trends/doing`;

/** The wellbeing leads, as every team's settings carry them. */
export function leadsOf({ organisation }: Shell): readonly PersonId[] {
  for (const team of organisation.teams.values()) {
    const support = team.settings["support"] as
      | { readonly leads?: readonly PersonId[] }
      | undefined;
    if (team.listed && support?.leads !== undefined) return support.leads;
  }
  return [];
}

/** A trend whose window no timer will ever turn. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql`
    select 1 from handrail.trends r where r.organisation_id = handrail.organisation()
      and not exists (select 1 from handrail.timers t where t.organisation_id = r.organisation_id and t.feature = 'trends')`.execute(
    tx,
  );
  return rows.map(() => theTrend);
}

/** Where a team has check-ins, the first window begins: its list of people is frozen now. */
export async function begin(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'trends', ${theTrend}, 'turn', (select handrail.now())
    where not exists (select 1 from handrail.trends where organisation_id = handrail.organisation())
      and exists (select 1 from handrail.teams t where t.organisation_id = handrail.organisation() and t.listed
        and jsonb_array_length(coalesce(t.settings->'checkIns', '[]'::jsonb)) > 0)
    on conflict (organisation_id, feature, subject, command) do nothing`.execute(tx);
}

/** For a week, answers that no key opened when the last window closed: their keys are lost, or somebody wrote into the table. */
export async function alarms(tx: Tx): Promise<number> {
  const { rows } = await sql<{ unopened: number }>`
    select (state->'unopened'->>'answers')::int as unopened from handrail.trends
    where organisation_id = handrail.organisation() and state ? 'unopened'
      and (state->'unopened'->>'at')::bigint > extract(epoch from (select handrail.now()) - interval '7 days') * 1000`.execute(
    tx,
  );
  return rows[0]?.unopened ?? 0;
}

/**
 * Rosters go with the windows that can be held against a new one, also where none begins any more: a window that is being closed looks
 * back on thirteen, and may be closed late. Which lead looked when, as long as any history (DOMAIN 8.2).
 */
export async function tidy(tx: Tx): Promise<void> {
  const oldest = sql`make_interval(secs => ${((remembered + 2) * windowLasts) / 1_000}::float8)`;
  await sql`delete from handrail.trend_rosters where organisation_id = handrail.organisation() and window_start < (select handrail.now()) - ${oldest}`.execute(
    tx,
  );
  await sql`
    delete from handrail.journal where organisation_id = handrail.organisation() and feature = 'trends' and subject = ${theTrend}
      and at < (select handrail.now()) - interval '24 months'`.execute(tx);
}
