import { type Kysely, sql } from "kysely";

const tables = ["outward_targets", "outward"];

/*
 * What other systems are told (docs/features.md I5). `organisations.outward` says where, from the
 * file: addresses and paths, no secret. `outward` holds what was not taken yet, codes and ids only;
 * a row goes when it was taken. `final`: nothing more will be said of the same. `outward_targets`
 * says how each receiver does.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table handrail.organisations add column outward jsonb`);
  await run(`create table handrail.outward_targets (
    organisation_id text not null references handrail.organisations, target text not null,
    state text not null default 'open' check (state in ('open', 'stopped')),
    failures int not null default 0, failing_since timestamptz, code text,
    given_up int not null default 0, not_before timestamptz not null,
    primary key (organisation_id, target))`);
  await run(`create table handrail.outward (
    organisation_id text not null, target text not null, id text not null, type text not null,
    body jsonb not null, wanted int not null default 1, shown int not null default 0,
    final boolean not null default true, not_before timestamptz not null,
    lease_until timestamptz, attempt int not null default 0, failures int not null default 0,
    created_at timestamptz not null, primary key (organisation_id, target, id))`);
  await run(`create index outward_waiting on handrail.outward (organisation_id, target, not_before)
    where wanted > shown`);
  await run(`create index outward_created on handrail.outward (organisation_id, created_at)`);
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation())
      with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
    await run(`create policy sweep on handrail.${table} for select to handrail_sweep using (true)`);
  }
  await run(`grant select (organisation_id, target, state, not_before)
    on handrail.outward_targets to handrail_sweep`);
  await run(`grant select (organisation_id, target, wanted, shown, not_before, lease_until)
    on handrail.outward to handrail_sweep`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")}`).execute(db);
  await sql.raw(`alter table handrail.organisations drop column outward`).execute(db);
}
