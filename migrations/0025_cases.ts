import { type Kysely, sql } from "kysely";

/*
 * Repeated contact (docs/features.md C8). request_words.case_mark is a keyed hash of the case
 * reference. Its key is not in the database, so a copy of the database tells no reference.
 *
 * case_plans holds what is agreed for a case. `mark`, `words` and `case_reference` are gone once the
 * plan has ended.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table handrail.request_words add column case_mark text`);
  await run(`create index request_words_case on handrail.request_words (organisation_id, case_mark)
    where case_mark is not null`);
  await run(`create table handrail.case_plans (
    organisation_id text not null references handrail.organisations, plan uuid not null,
    version bigint not null, mark text, words text, case_reference text, ended_at timestamptz,
    state jsonb not null,
    primary key (organisation_id, plan), unique (organisation_id, mark))`);
  await run(`alter table handrail.case_plans enable row level security`);
  await run(`alter table handrail.case_plans force row level security`);
  await run(`create policy own on handrail.case_plans to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.case_plans to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`drop table handrail.case_plans`);
  await run(`alter table handrail.request_words drop column case_mark`);
}
