import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { AnyFeature } from "./feature.ts";

/**
 * What is kept no longer than it is needed (RELIABILITY, amendments to check 34): deliveries a day, shown messages a
 * month after they were made; each feature's own texts as it says. The clock is asked once: see `Clock`.
 */
export async function tidy(db: Database, features: ReadonlyMap<string, AnyFeature>): Promise<void> {
  const [organisations = []] = await db.sweep("select distinct organisation_id from handrail.workspaces");
  for (const row of organisations) {
    await db.inOrganisation(String(row["organisation_id"]), async (tx) => {
      await sql`delete from handrail.inbox where organisation_id = handrail.organisation() and received_at < (select handrail.now()) - interval '24 hours'`.execute(
        tx,
      );
      await sql`delete from handrail.messages where organisation_id = handrail.organisation() and created_at < (select handrail.now()) - interval '30 days'
        and (state = 'ended' or wanted_version = shown_version) and feature <> 'home'`.execute(tx);
      for (const feature of features.values()) await feature.tidy?.(tx);
    });
  }
}
