import { sql } from "kysely";
import { live } from "../../people/requests.ts";
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

/**
 * Who can be asked has changed. Requests look again that missed somebody, or whose holder runs no
 * team any more.
 */
export async function lookAgain(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'escalations', request, 'found', (select handrail.now())
    from handrail.requests
    where organisation_id = handrail.organisation() and ${live} and (
      state->'pages' = '{}'::jsonb or state ? 'outOfReach' or state->'lost' <> '[]'::jsonb
      or status = 'acknowledged' and not exists (
        select 1 from handrail.memberships m join handrail.people p
          on p.organisation_id = m.organisation_id and p.person = m.person
        where m.organisation_id = requests.organisation_id and m.person = requests.holder
          and m.role = 'supervisor' and p.listed))
    on conflict do nothing`.execute(tx);
}
