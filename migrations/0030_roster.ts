import { type Kysely, sql } from "kysely";

const tables = ["rosters", "shift_weeks", "shift_changes"];

/*
 * Who works when (docs/features.md P1). `spans` holds a person's shifts that begin in a week, as
 * pairs of minutes since the epoch: a year of ten thousand people is half a million rows. `covers`
 * is when the roster decides. `shift_changes` is what was agreed for a day. The column
 * `roster_revision` is the part of `revision` that the roster raised: then the roster alone is
 * read again.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table handrail.organisations
    add column roster_revision bigint not null default 0`);
  await run(`create table handrail.rosters (
    organisation_id text not null primary key references handrail.organisations,
    source text not null, hash text not null, file_version bigint not null, covers int[] not null,
    applied_at timestamptz not null)`);
  await run(`create table handrail.shift_weeks (
    organisation_id text not null, person uuid not null, week int not null, spans int[] not null,
    primary key (organisation_id, person, week),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(`create index shift_weeks_over on handrail.shift_weeks (organisation_id, week)`);
  await run(`create table handrail.shift_changes (
    organisation_id text not null, change uuid not null, number bigint not null,
    person uuid not null, from_minute int not null, to_minute int not null, works boolean not null,
    primary key (organisation_id, change),
    foreign key (organisation_id, person) references handrail.people)`);
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation())
      with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")}`).execute(db);
  // What the roster raised stays in `revision`: it only ever grows.
  await sql.raw(`alter table handrail.organisations drop column roster_revision`).execute(db);
}
