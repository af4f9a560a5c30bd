import { type Kysely, sql } from "kysely";

const tables = ["trends", "trend_rosters"];

/*
 * Team trends. The numbers that were shown name nobody. What a wellbeing lead says is being done is
 * sealed. Who was in which team when a window began decides which numbers may be shown next.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.trends (
    organisation_id text not null references handrail.organisations, version bigint not null, state jsonb not null, doing text,
    primary key (organisation_id))`);
  await run(`create table handrail.trend_rosters (
    organisation_id text not null, window_start timestamptz not null, person uuid not null, teams text[] not null,
    primary key (organisation_id, window_start, person), foreign key (organisation_id, person) references handrail.people)`);
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
