import { type Kysely, sql } from "kysely";

/*
 * Tests of a page (docs/features.md P2). `person` is who is tested, `requester` the admin who asked.
 * `over_at` is set when it has ended. Nothing else reads this table, so a test counts nowhere.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.page_tests (
    organisation_id text not null, test uuid not null, version bigint not null,
    person uuid not null, requester uuid not null, over_at timestamptz, state jsonb not null,
    primary key (organisation_id, test),
    foreign key (organisation_id, person) references handrail.people,
    foreign key (organisation_id, requester) references handrail.people)`);
  await run(`create index page_tests_of on handrail.page_tests (organisation_id, person)`);
  await run(`alter table handrail.page_tests enable row level security`);
  await run(`alter table handrail.page_tests force row level security`);
  await run(`create policy own on handrail.page_tests to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.page_tests to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.page_tests`).execute(db);
}
