import { type Kysely, sql } from "kysely";

const tables = ["promises", "promise_weeks"];

/*
 * Promises to customers. `person` made it and wrote its words, which are sealed; `holder` keeps it
 * now. Indexes of open promises hold no others. How many were kept is counted by team and
 * week, with nobody's id (docs/features.md A2).
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table handrail.promises (
    organisation_id text not null, promise uuid not null, version bigint not null, status text not null,
    person uuid not null, holder uuid not null, team text, request uuid, due_at timestamptz, changed_at timestamptz not null,
    words text, state jsonb not null,
    primary key (organisation_id, promise), foreign key (organisation_id, person) references handrail.people,
    foreign key (organisation_id, holder) references handrail.people)`);
  await run(
    `create index promises_held on handrail.promises (organisation_id, holder, due_at) where status = 'open'`,
  );
  await run(
    `create index promises_of_team on handrail.promises (organisation_id, team, due_at) where status = 'open'`,
  );
  await run(
    `create index promises_due on handrail.promises (organisation_id, due_at) where status = 'open'`,
  );
  await run(
    `create index promises_over on handrail.promises (organisation_id, changed_at) where status <> 'open'`,
  );
  await run(
    `create index promises_made on handrail.promises (organisation_id, person, changed_at)`,
  );
  await run(
    `create index promises_in_call on handrail.promises (organisation_id, request) where request is not null`,
  );
  await run(`create table handrail.promise_weeks (
    organisation_id text not null, team text not null, week text not null, due int not null, kept int not null,
    primary key (organisation_id, team, week))`);
  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop table ${tables.map((table) => `handrail.${table}`).join(", ")}`).execute(db);
}
