import { sql } from "kysely";
import { type HardCall, live } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";

/**
 * Hard calls of the last day, and those that still go on. After a day a call has no more
 * consequences.
 */
export async function hardCalls(tx: Tx): Promise<HardCall[]> {
  const { rows } = await sql<{
    requester: string;
    helpers: string[];
    caller: string | null;
    danger: boolean;
    closed_at: number | null;
  }>`
    select requester,
      coalesce(array(select jsonb_array_elements_text(state->'helpers')), '{}') as helpers,
      state->'danger'->>'caller' as caller, level = 'danger' as danger, closed_at
    from handrail.requests
    where organisation_id = handrail.organisation() and level in ('abuse', 'danger')
      and (${live} or closed_at > (select handrail.now()) - interval '24 hours')`.execute(tx);
  return rows.map((row) => ({
    requester: row.requester,
    people: [
      ...new Set([row.requester, ...row.helpers, ...(row.caller === null ? [] : [row.caller])]),
    ],
    danger: row.danger,
    endedAt: row.closed_at ?? undefined,
  }));
}
