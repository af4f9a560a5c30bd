import { type Kysely, sql } from "kysely";

/*
 * Swaps of shifts, places that a colleague takes, and changes for a day (docs/features.md P1).
 * `person` is whose shift it is. What was agreed stands in `shift_changes`.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.swaps (
    organisation_id text not null, swap uuid not null, version bigint not null,
    status text not null, person uuid not null, over_at timestamptz not null, state jsonb not null,
    primary key (organisation_id, swap),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(`create index swaps_over on handrail.swaps (organisation_id, over_at)`);
  await run(`alter table handrail.swaps enable row level security`);
  await run(`alter table handrail.swaps force row level security`);
  await run(`create policy own on handrail.swaps to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.swaps to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.swaps`).execute(db);
}
