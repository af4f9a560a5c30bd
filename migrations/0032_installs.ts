import { type Kysely, sql } from "kysely";

const tables = ["installs", "install_states"];

/*
 * Workspaces that somebody added the app to, with the tokens that Slack gave for each, sealed
 * (docs/features.md P3). A row goes as soon as the app is removed. `install_states` are answers of
 * Slack that were used: nobody's organisation is known yet when one is, so they stand under a name
 * of their own.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.installs (
    organisation_id text not null, platform text not null, workspace text not null,
    installed_by uuid, installed_at timestamptz not null, version bigint not null,
    sealed text not null, scopes text[] not null, ends_at timestamptz, leased_until timestamptz,
    primary key (organisation_id, platform, workspace),
    foreign key (organisation_id, platform, workspace) references handrail.workspaces,
    foreign key (organisation_id, installed_by) references handrail.accounts
      on delete set null (installed_by))`);
  await run(`create index installs_ending on handrail.installs (ends_at)
    where ends_at is not null`);
  await run(`create table handrail.install_states (
    organisation_id text not null, state text not null, kept_until timestamptz not null,
    primary key (organisation_id, state))`);
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation())
      with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
  await run(`create policy sweep on handrail.installs for select to handrail_sweep using (true)`);
  await run(`grant select (organisation_id, platform, workspace, ends_at) on handrail.installs
    to handrail_sweep`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")}`).execute(db);
}
