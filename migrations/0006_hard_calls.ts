import { type Kysely, sql } from "kysely";

const tables = ["hard_calls", "hard_call_polls", "hard_call_rosters"];

/*
 * Which calls cost a person most, sealed under their own key. The pictures that teams took of it
 * are numbers and name nobody. Who belonged to the team then decides what may be shown next.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.hard_calls (
    organisation_id text not null, person uuid not null, version bigint not null, sealed text not null, kept_until timestamptz not null,
    primary key (organisation_id, person),
    foreign key (organisation_id, person) references handrail.check_in_keys on delete cascade)`);
  await run(`create index hard_calls_kept on handrail.hard_calls (organisation_id, kept_until)`);
  await run(`create table handrail.hard_call_polls (
    organisation_id text not null references handrail.organisations, version bigint not null, state jsonb not null,
    primary key (organisation_id))`);
  await run(`create table handrail.hard_call_rosters (
    organisation_id text not null, poll uuid not null, person uuid not null,
    primary key (organisation_id, poll, person), foreign key (organisation_id, person) references handrail.people)`);
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql
    .raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")} cascade`)
    .execute(db);
}
