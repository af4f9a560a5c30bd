import { type Kysely, sql } from "kysely";

/** What a supervisor offered in place of what was asked for, sealed, and who did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw("alter table handrail.request_words add column offer text, add column offered_by uuid")
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw("alter table handrail.request_words drop column offer, drop column offered_by")
    .execute(db);
}
