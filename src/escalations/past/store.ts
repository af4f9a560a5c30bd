import { sql } from "kysely";
import type { Tx } from "../../runtime/database/database.ts";

/** So many requests a look: a backlog of years is gone after some days, and nobody waits for it. */
const pastAtOnce = 2_000;

/** Words go after 30 days; the request's own facts, and its history with them, after two years (DOMAIN 8.2). */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.request_words where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
  // In the index's order and no further: it stops at the first that is young enough. A shrunk card is the last that happens to one.
  const { rows } = await sql<{ request: string }>`
    delete from handrail.requests where organisation_id = handrail.organisation() and request in (
      select request from handrail.requests, (select handrail.now() - interval '24 months' as at) kept
      where organisation_id = handrail.organisation() and closed_at is not null and opened_at < kept.at and changed_at < kept.at
      order by opened_at limit ${pastAtOnce})
    returning request`.execute(tx);
  if (rows.length === 0) return;
  const past = rows.map(({ request }) => request);
  await sql`delete from handrail.journal where organisation_id = handrail.organisation() and feature = 'escalations' and subject = any(${past}::uuid[])`.execute(
    tx,
  );
}

/** Somebody who may be asked has only now been found: requests that nobody was asked for look again. */
export async function askThoseWhoWereAlone(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'escalations', request, 'found', (select handrail.now())
    from handrail.requests
    where organisation_id = handrail.organisation() and status = 'exhausted'
      and state->'pages' = '{}'::jsonb
    on conflict do nothing`.execute(tx);
}
