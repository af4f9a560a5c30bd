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
}
