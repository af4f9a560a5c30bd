import { type Kysely, sql } from "kysely";

/*
 * One row a person, and only what is now. The row is emptied when they are back, so there is no
 * history (docs/features.md B4, P7). `status` and `until` are all that the board may read.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.breaks (
    organisation_id text not null, person uuid not null, version bigint not null, status text not null, until timestamptz, state jsonb not null,
    primary key (organisation_id, person), foreign key (organisation_id, person) references handrail.people)`);
  await run(
    `create index breaks_now on handrail.breaks (organisation_id, person) where status <> 'none'`,
  );
  await run(`alter table handrail.breaks enable row level security`);
  await run(`alter table handrail.breaks force row level security`);
  await run(`create policy own on handrail.breaks to handrail_app
    using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.breaks to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.breaks`).execute(db);
}
