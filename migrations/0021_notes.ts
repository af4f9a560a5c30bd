import { type Kysely, sql } from "kysely";

/**
 * What the agent wrote for whoever helps next, and the note after the call: sealed, and who wrote
 * the note last.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table handrail.request_words
         add column handover text, add column note text, add column noted_by uuid`,
    )
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      "alter table handrail.request_words drop column handover, drop column note, drop column noted_by",
    )
    .execute(db);
}
