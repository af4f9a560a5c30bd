import { type Kysely, sql } from "kysely";

/*
 * What thousands are told in one minute leaves in turns (src/runtime/messages/told.ts). `pace` says when an organisation's next
 * turn is: an instant, and nothing of anybody. Messages that wait for their turn are passed over in the index, not in the
 * table: `not_before` is part of it.
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
