import { type Kysely, sql } from "kysely";

/*
 * Who has been told what is being done about a team trend: once for each round, when they were at
 * work. It holds a round, a time and a count, and no words.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.trend_heard (
    organisation_id text not null, person uuid not null, version bigint not null, state jsonb not null,
    primary key (organisation_id, person), foreign key (organisation_id, person) references handrail.people)`);
  await run(`alter table handrail.trend_heard enable row level security`);
  await run(`alter table handrail.trend_heard force row level security`);
  await run(`create policy own on handrail.trend_heard to handrail_app
    using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.trend_heard to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.trend_heard cascade`).execute(db);
}
