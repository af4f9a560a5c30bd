import { type Kysely, sql } from "kysely";

/*
 * How the self-test went, a row for each running process (docs/features.md P8). It is played in an
 * organisation of its own, and nothing of it is kept: of that organisation the running role may
 * delete the journal at once. Times are the machine's, because the playground pushes our own clock.
 */
const own = "'handrail-self-test'";

const kept = (more: string) => `create trigger keep before delete on handrail.journal for each row
  when (current_user = 'handrail_app' and old.at >= handrail.now() - interval '24 months' ${more})
  execute function handrail.keep_journal()`;

export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.self_tests (
    organisation_id text not null, instance uuid not null,
    started_at timestamptz not null, tried_at timestamptz, good_at timestamptz,
    failures int not null default 0, failed text, running_until timestamptz,
    primary key (organisation_id, instance))`);
  await run(`alter table handrail.self_tests enable row level security`);
  await run(`alter table handrail.self_tests force row level security`);
  await run(`create policy own on handrail.self_tests to handrail_app
    using (organisation_id = handrail.organisation())
    with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.self_tests to handrail_app`);
  await run(`drop trigger keep on handrail.journal`);
  await run(kept(`and old.organisation_id <> ${own}`));
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`drop trigger keep on handrail.journal`);
  await run(kept(""));
  await run(`drop table handrail.self_tests`);
}
