import { type Kysely, sql } from "kysely";

/*
 * Causes that somebody fixes (docs/features.md A5). An item is about a team and a category, and
 * about no agent. `words`: what it is, what is being done, or why not, sealed.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.cause_items (
    organisation_id text not null references handrail.organisations, item uuid not null,
    version bigint not null, team text not null, category text not null, words text,
    closed_at timestamptz, state jsonb not null, primary key (organisation_id, item))`);
  await run(`create unique index cause_items_open on handrail.cause_items
    (organisation_id, team, category) where closed_at is null`);
  await run(`alter table handrail.cause_items enable row level security`);
  await run(`alter table handrail.cause_items force row level security`);
  await run(`create policy own on handrail.cause_items to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.cause_items to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.cause_items`).execute(db);
}
