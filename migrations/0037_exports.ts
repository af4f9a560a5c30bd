import { type Kysely, sql } from "kysely";

/** That an admin exported figures, of whom and when (docs/features.md I4). No figure is in it. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.exports (
    organisation_id text not null, export uuid not null, version bigint not null,
    person uuid not null, made_at timestamptz not null, state jsonb not null,
    primary key (organisation_id, export),
    foreign key (organisation_id, person) references handrail.people)`);
  await run(`create index exports_newest on handrail.exports (organisation_id, made_at)`);
  await run(`alter table handrail.exports enable row level security`);
  await run(`alter table handrail.exports force row level security`);
  await run(`create policy own on handrail.exports to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.exports to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.exports`).execute(db);
}
