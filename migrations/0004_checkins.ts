import { type Kysely, sql } from "kysely";

const tables = ["check_ins", "check_in_keys", "check_in_answers", "contact_requests"];

/*
 * Check-ins: whether and when somebody is asked, what they answered, and who asked to be contacted.
 * Answers are sealed under a key of their own, which erasing deletes. Nothing here is readable
 * across organisations, not even for finding work.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.check_ins (
    organisation_id text not null, person uuid not null, version bigint not null, status text not null, state jsonb not null,
    primary key (organisation_id, person), foreign key (organisation_id, person) references handrail.people)`);
  // The key of one person's answers, wrapped by the organisation's key. Without its row the answers
  // cannot be read, in backups neither.
  await run(`create table handrail.check_in_keys (
    organisation_id text not null, person uuid not null, wrapped text not null,
    primary key (organisation_id, person), foreign key (organisation_id, person) references handrail.people)`);
  // Without a foreign key to the schedule: a person who is no longer asked may still have answers.
  await run(`create table handrail.check_in_answers (
    organisation_id text not null, person uuid not null, day text not null, sealed text not null, kept_until timestamptz not null,
    primary key (organisation_id, person, day),
    foreign key (organisation_id, person) references handrail.check_in_keys on delete cascade)`);
  await run(
    `create index check_in_answers_kept on handrail.check_in_answers (organisation_id, kept_until)`,
  );
  await run(`create table handrail.contact_requests (
    organisation_id text not null, request uuid not null, version bigint not null, status text not null, person uuid not null,
    changed_at timestamptz not null, state jsonb not null,
    primary key (organisation_id, request), foreign key (organisation_id, person) references handrail.people)`);
  await run(
    `create index contact_requests_live on handrail.contact_requests (organisation_id, person) where status in ('open', 'unanswered')`,
  );
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql
    .raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")} cascade`)
    .execute(db);
}
