import { sql } from "kysely";
import type { Outward } from "../platform/outward.ts";
import type { Tx } from "../runtime/database/database.ts";

/**
 * The receivers of an organisation as its file names them now. One that had said "never again" is
 * tried anew, because whoever applies a file means it. What waits for one that is gone goes too.
 */
export async function openTargets(tx: Tx, outward: Outward | undefined): Promise<void> {
  const targets = [...(outward?.webhooks ?? []), ...(outward?.channels ?? [])].map(
    ({ target }) => target,
  );
  for (const table of ["outward", "outward_targets"] as const)
    await sql`
      delete from ${sql.table(`handrail.${table}`)}
      where organisation_id = handrail.organisation()
        and target <> all(${targets}::text[])`.execute(tx);
  await sql`
    insert into handrail.outward_targets (organisation_id, target, not_before)
    select handrail.organisation(), target, handrail.now() from unnest(${targets}::text[]) t(target)
    on conflict (organisation_id, target) do update set state = 'open'`.execute(tx);
}
