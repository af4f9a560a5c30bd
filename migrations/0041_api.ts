import { type Kysely, sql } from "kysely";

const tables = ["api_keys", "api_calls"];

/*
 * The API (docs/features.md I5). Of a key only the SHA-256 is kept: 256 random bits cannot be tried.
 * `api_calls` says which Idempotency-Key came with which body, both as hashes, for a day. A join
 * link of a call may hold a password, so it is sealed beside the words.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.api_keys (
    organisation_id text not null references handrail.organisations, key uuid not null,
    name text not null, scopes text[] not null, secret_hash text not null,
    made_at timestamptz not null, used_at timestamptz, revoked_at timestamptz,
    primary key (organisation_id, key), unique (organisation_id, secret_hash))`);
  await run(`create table handrail.api_calls (
    organisation_id text not null, call text not null, body text not null,
    made_at timestamptz not null, primary key (organisation_id, call))`);
  await run(`alter table handrail.request_words add column join_url text`);
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
  await sql.raw(`alter table handrail.request_words drop column join_url`).execute(db);
}
