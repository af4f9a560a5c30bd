import { type RawBuilder, sql } from "kysely";
import type { SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../database/database.ts";

/**
 * Rows of a feature that wait for the clock and have no timer: nothing will look at them again. There
 * should be none; the auditor finds and heals them.
 * @param waits which rows of the table have to have one
 * @returns a hundred at most: the others are found by the next audit
 */
export async function withoutTimer(
  tx: Tx,
  {
    feature,
    table,
    key,
  }: { readonly feature: string; readonly table: string; readonly key: string },
  waits: RawBuilder<unknown>,
): Promise<SubjectId[]> {
  const { rows } = await sql<{ subject: SubjectId }>`
    select one.${sql.ref(key)} as subject from ${sql.table(`handrail.${table}`)} one
    where one.organisation_id = handrail.organisation() and ${waits} and not exists (
      select 1 from handrail.timers t where t.organisation_id = one.organisation_id
        and t.feature = ${feature} and t.subject = one.${sql.ref(key)})
    order by 1 limit 100`.execute(tx);
  return rows.map(({ subject }) => subject);
}
