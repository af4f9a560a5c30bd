import { type Kysely, sql } from "kysely";

/**
 * `/readyz` proves that the database takes a write: a primary that was demoted answers, and takes
 * none. The application may set this one column of the clock, and nothing else of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table handrail.clock add column proved_at timestamptz").execute(db);
  await sql.raw("grant update (proved_at) on handrail.clock to handrail_app").execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table handrail.clock drop column proved_at").execute(db);
}
