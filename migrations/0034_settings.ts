import { type Kysely, sql } from "kysely";

const tables = ["settings", "setting_versions", "join_codes"];

/*
 * An organisation's settings as a document of the shape of its file (docs/features.md P2): the one
 * in force or about to be, its earlier versions, and one-time codes by which another platform joins.
 * A code is kept as a hash. Who types one is of no organisation yet, so codes are found across all.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table handrail.organisations add column admins text[]`);
  await run(`create table handrail.settings (
    organisation_id text not null references handrail.organisations, version bigint not null,
    document text not null, state jsonb not null, primary key (organisation_id))`);
  await run(`create table handrail.setting_versions (
    organisation_id text not null references handrail.organisations, version bigint not null,
    made_at timestamptz not null, made_by uuid, what text not null, document text not null,
    primary key (organisation_id, version),
    foreign key (organisation_id, made_by) references handrail.people)`);
  await run(`create table handrail.join_codes (
    organisation_id text not null references handrail.organisations, hash text not null,
    kept_until timestamptz not null, primary key (organisation_id, hash))`);
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation())
      with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
  for (const table of ["settings", "join_codes"])
    await run(`create policy sweep on handrail.${table} for select to handrail_sweep using (true)`);
  await run(`grant select (organisation_id) on handrail.settings to handrail_sweep`);
  await run(`grant select on handrail.join_codes to handrail_sweep`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")}`).execute(db);
  await sql.raw(`alter table handrail.organisations drop column admins`).execute(db);
}
