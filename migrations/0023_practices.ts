import { type Kysely, sql } from "kysely";

/*
 * Practices (docs/decisions/0063). No query about calls for help reads this table. The state goes
 * two days after the end. A person's newest row stays: who has practised is not offered it again.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.practices (
    organisation_id text not null references handrail.organisations, request uuid not null,
    person uuid not null, version bigint not null, closed_at timestamptz, state jsonb,
    primary key (organisation_id, request),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(`create index practices_of on handrail.practices (organisation_id, person)`);
  await run(
    `create unique index practices_running on handrail.practices (organisation_id, person) where closed_at is null`,
  );
  await run(`alter table handrail.practices enable row level security`);
  await run(`alter table handrail.practices force row level security`);
  await run(`create policy own on handrail.practices to handrail_app
    using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.practices to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw("drop table handrail.practices").execute(db);
}
