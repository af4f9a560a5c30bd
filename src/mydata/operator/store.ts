import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";

/*
 * What an operator did with somebody's data stands in the journal, without who the operator is: an
 * operator is nobody whom Handrail knows.
 */

interface ByOperator {
  readonly did: "copied" | "erased";
  readonly at: Instant;
}

export async function recordOperator(
  tx: Tx,
  person: PersonId,
  did: ByOperator["did"],
): Promise<void> {
  await sql`
    insert into handrail.journal (organisation_id, feature, subject, version, number, at, by, event)
    select handrail.organisation(), 'mydata', ${person}::uuid, coalesce(max(version), 0) + 1, 0,
      (select handrail.now()), null, ${JSON.stringify({ type: did })}::jsonb
    from handrail.journal where organisation_id = handrail.organisation()
      and feature = 'mydata' and subject = ${person}::uuid`.execute(tx);
}

const shown = 5;

/** The newest first. */
export async function byOperator(tx: Tx, person: PersonId): Promise<readonly ByOperator[]> {
  const { rows } = await sql<{ did: ByOperator["did"]; at: number }>`
    select event ->> 'type' as did, (extract(epoch from at) * 1000)::float8 as at
    from handrail.journal where organisation_id = handrail.organisation()
      and feature = 'mydata' and subject = ${person}::uuid
    order by version desc limit ${shown}`.execute(tx);
  return rows;
}

/** As long as the facts of a request. */
export async function forgetOperator(tx: Tx): Promise<void> {
  await sql`delete from handrail.journal where organisation_id = handrail.organisation()
    and feature = 'mydata' and at < (select handrail.now()) - interval '731 days'`.execute(tx);
}
