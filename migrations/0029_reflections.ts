import { type Kysely, sql } from "kysely";

const tables = ["reflections", "reflection_notes", "tips"];

/*
 * *Keep one, change one* (docs/features.md A4): when a person is asked, for those who want it, and
 * what they wrote, sealed under their own key. And tips: what somebody shares with everybody, once
 * an editor has read it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.reflections (
    organisation_id text not null, person uuid not null, version bigint not null,
    state jsonb not null, primary key (organisation_id, person),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(`create table handrail.reflection_notes (
    organisation_id text not null, person uuid not null, day text not null, sealed text not null,
    kept_until timestamptz not null, primary key (organisation_id, person, day),
    foreign key (organisation_id, person) references handrail.check_in_keys on delete cascade)`);
  await run(`create table handrail.tips (
    organisation_id text not null, tip uuid not null, version bigint not null,
    status text not null, person uuid not null, card text not null, sealed text not null,
    reason text, changed_at timestamptz not null, state jsonb not null,
    primary key (organisation_id, tip),
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
}
