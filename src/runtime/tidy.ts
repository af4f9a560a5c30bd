import { sql } from "kysely";
import type { Database } from "./database/database.ts";
import type { Directory } from "./directory/directory.ts";
import type { AnyFeature } from "./feature.ts";
import type { Vault } from "./keys.ts";

/**
 * What is kept no longer than it is needed (RELIABILITY, amendments to check 34): deliveries a day, shown messages a
 * month after they were made; each feature's own texts as it says. The clock is asked once: see `Clock`.
 */
export async function tidy(
  db: Database,
  features: ReadonlyMap<string, AnyFeature>,
  { directory, vault }: { readonly directory: Directory; readonly vault: Vault },
): Promise<void> {
  const [organisations = []] = await db.sweep("select distinct organisation_id from handrail.workspaces");
  for (const row of organisations) {
    // Before the transaction: the embedded database has one session.
    const organisation = await directory.organisation(String(row["organisation_id"]));
    await db.inOrganisation(organisation.id, async (tx) => {
      await sql`delete from handrail.inbox where organisation_id = handrail.organisation() and received_at < (select handrail.now()) - interval '24 hours'`.execute(
        tx,
      );
      await sql`delete from handrail.messages where organisation_id = handrail.organisation() and created_at < (select handrail.now()) - interval '30 days'
        and (state = 'ended' or wanted_version = shown_version) and feature <> 'home'`.execute(tx);
      for (const feature of features.values()) await feature.tidy?.(tx, { organisation, vault });
    });
  }
}
