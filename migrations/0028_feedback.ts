import { type Kysely, sql } from "kysely";

const tables = ["help_ratings", "help_weeks", "feedback"];

/*
 * How useful help was, as numbers of a week of the whole organisation, and feedback that an agent
 * asked for (docs/features.md A4). `help_ratings` holds for a day which requests were rated, and
 * not how. `help_weeks` has no person, team or day.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.help_ratings (
    organisation_id text not null references handrail.organisations, request uuid not null,
    version bigint not null, kept_until timestamptz not null,
    primary key (organisation_id, request))`);
  await run(`create table handrail.help_weeks (
    organisation_id text not null references handrail.organisations, week text not null,
    got bigint not null, partly bigint not null, no bigint not null,
    primary key (organisation_id, week))`);
  await run(`create table handrail.feedback (
    organisation_id text not null, request uuid not null, version bigint not null,
    status text not null, agent uuid not null, helper uuid not null, sealed text,
    kept_until timestamptz not null, state jsonb not null,
    primary key (organisation_id, request),
    foreign key (organisation_id, agent) references handrail.people,
    foreign key (organisation_id, helper) references handrail.people)`);
  await run(`create index feedback_agent on handrail.feedback (organisation_id, agent)`);
  await run(`create index feedback_helper on handrail.feedback (organisation_id, helper)`);
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation())
      with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")}`).execute(db);
}
