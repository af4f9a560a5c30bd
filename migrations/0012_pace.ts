import { type Kysely, sql } from "kysely";

/*
 * Messages to thousands within one minute leave at a limited rate (src/runtime/messages/told.ts).
 * `pace` holds when an organisation may send the next ones: a time, and nothing about people.
 * `not_before` is part of the index, so messages that wait are skipped without reading the table.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.pace (
    organisation_id text primary key references handrail.organisations, next_at timestamptz not null)`);
  await run(`alter table handrail.pace enable row level security`);
  await run(`alter table handrail.pace force row level security`);
  await run(`create policy own on handrail.pace to handrail_app
    using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.pace to handrail_app`);
  await run(`drop index handrail.messages_waiting`);
  await run(`create index messages_waiting on handrail.messages (organisation_id, priority, not_before, created_at)
    where state = 'live' and wanted_version > shown_version`);
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`drop table handrail.pace`);
  await run(`drop index handrail.messages_waiting`);
  await run(`create index messages_waiting on handrail.messages (organisation_id, priority, created_at)
    where state = 'live' and wanted_version > shown_version`);
}
