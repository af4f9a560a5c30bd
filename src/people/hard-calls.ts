import { sql } from "kysely";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database.ts";

/** A call with abuse or danger in it: who was in it, and when it ended. What it was about is read by nobody here. */
export interface HardCall {
  readonly requester: PersonId;
  /** The agent, and whoever held it or called for help. */
  readonly people: readonly PersonId[];
  readonly danger: boolean;
  /** `undefined`: it goes on. */
  readonly endedAt: Instant | undefined;
}

/** Those of the last day, and those that go on: the longest that anything follows from one (DOMAIN 4.3). */
export async function hardCalls(tx: Tx): Promise<HardCall[]> {
  const { rows } = await sql<{ requester: string; helpers: string[]; caller: string | null; danger: boolean; closed_at: number | null }>`
    select requester, coalesce(array(select jsonb_array_elements_text(state->'helpers')), '{}') as helpers, state->'danger'->>'caller' as caller,
      level = 'danger' as danger, closed_at
    from handrail.requests where organisation_id = handrail.organisation() and level in ('abuse', 'danger')
      and (status in ('open', 'acknowledged', 'joined', 'exhausted') or closed_at > (select handrail.now()) - interval '24 hours')`.execute(
    tx,
  );
  return rows.map((row) => ({
    requester: row.requester,
    people: [...new Set([row.requester, ...row.helpers, ...(row.caller === null ? [] : [row.caller])])],
    danger: row.danger,
    endedAt: row.closed_at ?? undefined,
  }));
}

/** Everybody who has a request open, or holds one. */
export async function inARequest(tx: Tx): Promise<ReadonlySet<PersonId>> {
  const { rows } = await sql<{ requester: string; holder: string | null }>`
    select requester, holder from handrail.requests
    where organisation_id = handrail.organisation() and status in ('open', 'acknowledged', 'joined', 'exhausted')`.execute(tx);
  return new Set(rows.flatMap((row) => (row.holder === null ? [row.requester] : [row.requester, row.holder])));
}
