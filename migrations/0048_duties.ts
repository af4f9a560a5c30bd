import { type Kysely, sql } from "kysely";

/*
 * Whether somebody is at work, since when nobody needs, and when to look again (docs/decisions/0091).
 * One row a person, and no history.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.duties (
    organisation_id text not null, person uuid not null, version bigint not null,
    state jsonb not null,
    primary key (organisation_id, person),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(`alter table handrail.duties enable row level security`);
  await run(`alter table handrail.duties force row level security`);
  await run(`create policy own on handrail.duties to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.duties to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.duties`).execute(db);
}
