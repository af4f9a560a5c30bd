import { type Kysely, sql } from "kysely";

const tables = ["figures", "figure_cells", "figure_people", "debrief_weeks"];

/*
 * Figures (docs/features.md I1): which week is counted next; sums of a team's week by level, hour
 * and category; how many people stand behind a team and an hour; and talks by week. Nobody is in
 * any of them. Cells are `draft` until their whole week is counted.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.figures (
    organisation_id text not null, version bigint not null, state jsonb not null,
    primary key (organisation_id))`);
  await run(`create table handrail.figure_cells (
    organisation_id text not null, draft boolean not null, slice text not null, week text not null,
    team text not null, name text not null, tally jsonb not null,
    primary key (organisation_id, draft, slice, week, team, name))`);
  await run(`create table handrail.figure_people (
    organisation_id text not null, slice text not null, week text not null, team text not null,
    name text not null, people int not null,
    primary key (organisation_id, slice, week, team, name))`);
  await run(`create table handrail.debrief_weeks (
    organisation_id text not null, week text not null, offered int not null, wanted int not null,
    matched int not null, primary key (organisation_id, week))`);
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
}
