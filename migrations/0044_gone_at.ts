import { type Kysely, sql } from "kysely";

/*
 * Since when an organisation has a workspace no more: one that went from one organisation to
 * another, and that the app was removed from since, comes back to the one that had it last.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table handrail.workspaces add column gone_at timestamptz`);
  await run(`grant select (gone_at) on handrail.workspaces to handrail_sweep`);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`alter table handrail.workspaces drop column gone_at`).execute(db);
}
