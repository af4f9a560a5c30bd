import { type Kysely, sql } from "kysely";

const tables = ["debriefs", "debrief_wishes", "debrief_meetings", "debrief_rounds"];

/*
 * Debriefs. `debriefs` holds what is going on now, one row for each person, emptied when it is
 * over. People's wishes, and which two talked, are sealed. A meeting's row has a random id, and is
 * deleted when no rule needs it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  await run(`create table handrail.debriefs (
    organisation_id text not null, person uuid not null, version bigint not null, status text not null, changed_at timestamptz not null, state jsonb not null,
    primary key (organisation_id, person), foreign key (organisation_id, person) references handrail.people)`);
  await run(
    `create index debriefs_live on handrail.debriefs (organisation_id) where status in ('searching', 'offered', 'accepted')`,
  );
  await run(`create table handrail.debrief_wishes (
    organisation_id text not null, person uuid not null, wishes text not null,
    primary key (organisation_id, person), foreign key (organisation_id, person) references handrail.people)`);
  await run(`create table handrail.debrief_meetings (
    organisation_id text not null, meeting uuid not null, pair text not null, kept_until timestamptz not null,
    primary key (organisation_id, meeting))`);
  await run(`create table handrail.debrief_rounds (
    organisation_id text primary key references handrail.organisations, version bigint not null, state jsonb not null, groups text)`);
  // For cool-off: the day's hard calls, without the rest of a history.
  await run(
    `create index requests_hard on handrail.requests (organisation_id, closed_at) where closed_at is not null and level in ('abuse', 'danger')`,
  );

  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop index handrail.requests_hard`).execute(db);
  await sql.raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")}`).execute(db);
}
