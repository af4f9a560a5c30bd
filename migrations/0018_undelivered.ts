import { type Kysely, sql } from "kysely";

/*
 * What somebody should have been told while no account of theirs could be written to. It is told
 * when they are found (src/runtime/messages/undelivered.ts), from what is true then: a row names a
 * view and holds no text.
 *
 * refused: they had an account, which refused it for good. Only a word of that account sends it
 * again.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.undelivered (
    organisation_id text not null references handrail.organisations, person uuid not null,
    feature text not null, subject uuid not null, view text not null, occasion text not null,
    priority smallint not null, refused boolean not null default false,
    created_at timestamptz not null,
    primary key (organisation_id, person, feature, subject, view, occasion))`);
  await run(`alter table handrail.undelivered enable row level security`);
  await run(`alter table handrail.undelivered force row level security`);
  await run(`create policy own on handrail.undelivered to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.undelivered to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.undelivered`).execute(db);
}
