import { sql } from "kysely";
import type { Tx } from "../../runtime/database/database.ts";

/**
 * That there was a hard call, and on which day, is known as long as what was said of it: ninety days. What still
 * waits or is open stays: it ends by its own timer.
 */
export async function tidyCare(tx: Tx): Promise<void> {
  const over = sql`to_char((select handrail.now()) - interval '90 days', 'YYYY-MM-DD')`;
  await sql`
    update handrail.check_ins set state = state #- '{care,question}'
    where organisation_id = handrail.organisation() and state #>> '{care,question,call}' < ${over}
      and state #>> '{care,question,is}' not in ('waiting', 'asked')`.execute(tx);
  await sql`
    update handrail.check_ins set state = state #- '{care,easing}'
    where organisation_id = handrail.organisation() and state #>> '{care,easing,call}' < ${over}
      and not (state #> '{care,easing}') ? 'next' and coalesce(state #>> '{care,easing,asked,is}', '') <> 'asked'`.execute(
    tx,
  );
  // An offer that is over only keeps the next one from coming too soon.
  await sql`
    update handrail.check_ins set state = state #- '{care,offer}'
    where organisation_id = handrail.organisation() and state #>> '{care,offer,is}' = 'over'
      and (state #>> '{care,offer,at}')::numeric < extract(epoch from (select handrail.now()) - interval '7 days') * 1000`.execute(
    tx,
  );
  // With nothing left to follow, nothing is known of somebody who was never asked about check-ins.
  await sql`
    delete from handrail.check_ins where organisation_id = handrail.organisation() and status = 'none'
      and coalesce(state -> 'care', '{}') = '{}'`.execute(tx);
}
