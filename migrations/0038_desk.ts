import { type Kysely, sql } from "kysely";

const tables = ["desk_links", "desk_sessions", "desk_walls"];

/*
 * The pages (docs/features.md I2): links that sign somebody in once, what is kept of who signed in,
 * and the links of rooms' screens. None of them holds a secret: see src/runtime/web/tokens.ts.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.desk_links (
    organisation_id text not null, link uuid not null, person uuid not null,
    account_id uuid not null, expires_at timestamptz not null, used_at timestamptz,
    primary key (organisation_id, link),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(`create table handrail.desk_sessions (
    organisation_id text not null, secret_hash text not null, person uuid not null,
    account_id uuid not null, started_at timestamptz not null, seen_at timestamptz not null,
    primary key (organisation_id, secret_hash),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(
    `create index desk_sessions_of on handrail.desk_sessions (organisation_id, person, seen_at)`,
  );
  await run(`create table handrail.desk_walls (
    organisation_id text not null, wall uuid not null, teams jsonb not null,
    made_by uuid not null, made_at timestamptz not null, primary key (organisation_id, wall),
    foreign key (organisation_id, made_by) references handrail.people)`);
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
