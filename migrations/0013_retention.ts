import { type Kysely, sql } from "kysely";

/*
 * What is older than two years is deleted. Until then the journal stays append-only: the running
 * role may delete, and a trigger refuses younger rows. Closed requests are found oldest first, by
 * when they were opened. So this index is never used for the question about a day's hard calls
 * (0003).
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create function handrail.keep_journal() returns trigger language plpgsql as $$
    begin
      raise exception 'the journal is kept for 24 months' using errcode = 'insufficient_privilege';
    end $$`);
  await run(`create trigger keep before delete on handrail.journal for each row
    when (current_user = 'handrail_app' and old.at >= handrail.now() - interval '24 months') execute function handrail.keep_journal()`);
  await run(`grant delete on handrail.journal to handrail_app`);
  await run(
    `create index requests_past on handrail.requests (organisation_id, opened_at) where closed_at is not null`,
  );
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`drop index handrail.requests_past`);
  await run(`revoke delete on handrail.journal from handrail_app`);
  await run(`drop trigger keep on handrail.journal`);
  await run(`drop function handrail.keep_journal()`);
}
