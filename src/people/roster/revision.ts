import { sql } from "kysely";
import { Outdated } from "../../runtime/command/attempts.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";

/**
 * From this commit on every command knows that the roster is another. Only the roster is read again
 * for it.
 */
export const raiseRevision = sql`update handrail.organisations
  set revision = revision + 1, roster_revision = roster_revision + 1
  where organisation_id = handrail.organisation()`;

/**
 * Until this transaction ends nobody else changes who works when, so what is decided by it stays true.
 * @throws {Outdated} it is another since it was read
 */
export async function holdRoster(tx: Tx, { revision }: Organisation): Promise<void> {
  const { rows } = await sql<{ revision: number }>`
    select revision from handrail.organisations
    where organisation_id = handrail.organisation() for no key update`.execute(tx);
  if ((rows[0]?.revision ?? 0) > revision) throw new Outdated();
}
