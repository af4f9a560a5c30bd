import { type Kysely, sql } from "kysely";

/*
 * How a team's cover was, by week: breaks offered, breaks taken, and waits of more than a quarter
 * of an hour (docs/features.md I1). It has no person and no day (\`week\` is its Monday), so it
 * shows nobody's break.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.break_weeks (
    organisation_id text not null references handrail.organisations, team text not null, week text not null,
    offered bigint not null, taken bigint not null, deferred bigint not null,
    primary key (organisation_id, team, week))`);
  await run(`alter table handrail.break_weeks enable row level security`);
  await run(`alter table handrail.break_weeks force row level security`);
  await run(`create policy own on handrail.break_weeks to handrail_app
    using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
  await run(`grant select, insert, update, delete on handrail.break_weeks to handrail_app`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table handrail.break_weeks`).execute(db);
}
