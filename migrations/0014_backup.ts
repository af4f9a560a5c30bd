import { type Kysely, sql } from "kysely";

/**
 * A backup is made for each organisation. It must know which there are, and nothing else of them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(
    `create policy sweep on handrail.organisations for select to handrail_sweep using (true)`,
  );
  await run(`grant select (organisation_id) on handrail.organisations to handrail_sweep`);
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`revoke select (organisation_id) on handrail.organisations from handrail_sweep`);
  await run(`drop policy sweep on handrail.organisations`);
}
