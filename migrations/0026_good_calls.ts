import { type Kysely, sql } from "kysely";

/*
 * Calls with a kind customer, as a number of a team's week (docs/features.md A6). No row has a
 * person. `good_calls` is one row: what was told last, and the requests of this week that were
 * logged, so that one call counts once.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.good_calls (
    organisation_id text not null references handrail.organisations, version bigint not null,
    state jsonb not null, primary key (organisation_id))`);
  await run(`create table handrail.good_call_weeks (
    organisation_id text not null references handrail.organisations, team text not null,
    week text not null, calls bigint not null, primary key (organisation_id, team, week))`);
  for (const table of ["good_calls", "good_call_weeks"]) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation())
      with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`drop table handrail.good_call_weeks`);
  await run(`drop table handrail.good_calls`);
}
