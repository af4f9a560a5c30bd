import { type Kysely, sql } from "kysely";

/**
 * One index for each question that a command asks. If two would serve, a plan made while the table
 * is small may take the wrong one, and a prepared statement keeps it. Commands then read 2,500 open
 * requests to find one person's, and every message to find the waiting ones.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop index handrail.requests_open`).execute(db);
  await sql
    .raw(
      `create index requests_waiting on handrail.requests (organisation_id, opened_at) where status in ('open', 'exhausted')`,
    )
    .execute(db);
  await sql.raw(`drop index handrail.messages_waiting`).execute(db);
  await sql
    .raw(
      `create index messages_waiting on handrail.messages (organisation_id, priority, created_at) where state = 'live' and wanted_version > shown_version`,
    )
    .execute(db);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop index handrail.messages_waiting`).execute(db);
  await sql
    .raw(
      `create index messages_waiting on handrail.messages (not_before) where state = 'live' and wanted_version > shown_version`,
    )
    .execute(db);
  await sql.raw(`drop index handrail.requests_waiting`).execute(db);
  await sql
    .raw(
      `create index requests_open on handrail.requests (organisation_id, opened_at) where status in ('open', 'acknowledged', 'joined', 'exhausted')`,
    )
    .execute(db);
}
