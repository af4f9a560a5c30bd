import { sql } from "kysely";
import type { Tx } from "../../runtime/database/database.ts";

/** So many requests in one look: nobody waits while the backlog of years is deleted. */
const atOnce = 2_000;

/**
 * Deletes words after 30 days, and a request with its journal after two years (docs/features.md
 * P7).
 */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.request_words
    where organisation_id = handrail.organisation() and kept_until < (select handrail.now())
  `.execute(tx);
  // In the index's order: it stops at the first that is young enough.
  const { rows } = await sql<{ request: string }>`
    delete from handrail.requests where organisation_id = handrail.organisation() and request in (
      select request
      from handrail.requests, (select handrail.now() - interval '24 months' as at) kept
      where organisation_id = handrail.organisation() and closed_at is not null
        and opened_at < kept.at and changed_at < kept.at
      order by opened_at limit ${atOnce})
    returning request`.execute(tx);
  if (rows.length === 0) return;
  const deleted = rows.map(({ request }) => request);
  await sql`
    delete from handrail.journal
    where organisation_id = handrail.organisation() and feature = 'escalations'
      and subject = any(${deleted}::uuid[])
  `.execute(tx);
}

/** A person who can be asked was found only now. Requests without anybody to ask look again. */
export async function askRequestsWithoutPages(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'escalations', request, 'found', (select handrail.now())
    from handrail.requests
    where organisation_id = handrail.organisation() and status = 'exhausted'
      and state->'pages' = '{}'::jsonb
    on conflict do nothing`.execute(tx);
}
