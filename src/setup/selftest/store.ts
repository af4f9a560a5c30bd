import { sql } from "kysely";
import { selfTestOrganisation } from "../../kernel/pretend.ts";
import type { Database, Tx } from "../../runtime/database/database.ts";
import { longest, type Part, type Seen, tooOld } from "./rules.ts";

const own = selfTestOrganisation;

/**
 * One self-test at a time, however many processes there are: they share the people.
 * @returns whether it is this one's turn
 */
export const takeTurn = (db: Database, instance: string): Promise<boolean> =>
  db.inOrganisation(own, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('handrail self-test'))`.execute(tx);
    const { rows } = await sql`
      insert into handrail.self_tests as t (organisation_id, instance, started_at, running_until)
      select handrail.organisation(), ${instance}::uuid, clock_timestamp(),
        clock_timestamp() + make_interval(secs => ${longest / 1_000 + 5})
      where not exists (select 1 from handrail.self_tests o
        where o.organisation_id = handrail.organisation() and o.instance <> ${instance}::uuid
          and o.running_until > clock_timestamp())
      on conflict (organisation_id, instance) do update set running_until = excluded.running_until
      returning 1`.execute(tx);
    if (rows.length > 0) await forget(tx);
    return rows.length > 0;
  });

/** Of processes that were killed: who begins or succeeds finds their rows. */
const forgetKilled = sql`delete from handrail.self_tests
  where organisation_id = handrail.organisation() and coalesce(tried_at, started_at)
    < clock_timestamp() - make_interval(secs => ${tooOld / 1_000})`;

/** A process begins, and its first self-test is expected. */
export const enter = (db: Database, instance: string): Promise<void> =>
  db.inOrganisation(own, async (tx) => {
    await forgetKilled.execute(tx);
    await sql`insert into handrail.self_tests (organisation_id, instance, started_at)
      values (handrail.organisation(), ${instance}::uuid, clock_timestamp())
      on conflict do nothing`.execute(tx);
  });

/** What is known by now of the request, in one statement. */
export async function look(db: Database): Promise<Omit<Seen, "page">> {
  const [row = {}] = await db.once(
    own,
    `select (select json_agg(json_build_object('type', event ->> 'type',
        'at', extract(epoch from at) * 1000, 'step', event -> 'step') order by version, number)
      from handrail.journal where organisation_id = handrail.organisation()
        and feature = 'escalations') as events,
      (select count(*)::int from handrail.messages where organisation_id = handrail.organisation()
        and feature = 'escalations' and state = 'live' and wanted_version > shown_version) as waiting`,
  );
  return { events: (row["events"] ?? []) as Seen["events"], waiting: Number(row["waiting"] ?? 0) };
}

/** Writes down how it went, and deletes all that it left. */
export const finish = (db: Database, instance: string, failed: Part | undefined): Promise<void> =>
  db.inOrganisation(own, async (tx) => {
    await sql`
      update handrail.self_tests set running_until = null, tried_at = clock_timestamp(),
        good_at = case when ${failed ?? null}::text is null then clock_timestamp() else good_at end,
        failures = case when ${failed ?? null}::text is null then 0 else failures + 1 end,
        failed = ${failed ?? null}
      where organisation_id = handrail.organisation() and instance = ${instance}::uuid`.execute(tx);
    if (failed === undefined) await forgetKilled.execute(tx);
    await forget(tx);
  });

/** The process ends: nobody misses its self-test. */
export const leave = (db: Database, instance: string): Promise<void> =>
  db.inOrganisation(own, async (tx) => {
    const { rows } = await sql`delete from handrail.self_tests
      where organisation_id = handrail.organisation() and instance = ${instance}::uuid
      returning running_until > clock_timestamp() as running`.execute(tx);
    if ((rows[0] as { running?: boolean } | undefined)?.running === true) await forget(tx);
  });

/** What stays: the organisation, its people, and how it went. */
const standing = [
  ...["organisations", "workspaces", "people", "accounts", "teams", "memberships"],
  "self_tests",
];

/** Everything else of this organisation goes, whichever feature left it. */
async function forget(tx: Tx): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'handrail'::regnamespace and c.relkind = 'r'
      and has_table_privilege(c.oid, 'delete') and c.relname <> all(${standing}::text[])
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid
        and a.attname = 'organisation_id' and not a.attisdropped)
    order by 1`.execute(tx);
  // In one statement: what refers to what is checked at its end.
  const gone = rows.map(
    ({ name }, n) => sql`${sql.raw(`gone${n}`)} as (delete from ${sql.table(`handrail.${name}`)}
      where organisation_id = handrail.organisation())`,
  );
  if (gone.length > 0) await sql`with ${sql.join(gone)} select 1`.execute(tx);
}

/** How one process stands, as others read it; times in milliseconds ago. */
export interface Told {
  readonly started: number;
  readonly tried: number | null;
  readonly good: number | null;
  readonly failures: number;
  readonly failed: Part | null;
}

/** How every process stands that has not ended, the one that succeeded last first. */
export const readAll = async (db: Database): Promise<readonly Told[]> =>
  (await db.once(
    own,
    `select ${["started", "tried", "good"].map((name) => `(extract(epoch from clock_timestamp() - ${name}_at) * 1000)::float8 as ${name}`).join(", ")},
      failures, failed
    from handrail.self_tests where organisation_id = handrail.organisation()
    order by good_at desc nulls last`,
  )) as unknown as readonly Told[];
