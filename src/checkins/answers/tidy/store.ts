import { sql } from "kysely";
import type { PersonId } from "../../../kernel/ids.ts";
import type { Tx } from "../../../runtime/database/database.ts";
import type { Shell } from "../../../runtime/feature.ts";
import { keyPlace } from "../store.ts";

/** Deletes what was kept long enough, and keys that hold nothing any more. */
export async function tidyAnswers(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.check_in_answers where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
  // Locked first and asked about again: whoever is keeping an answer just now has the key, and must find it there afterwards.
  const { rows } = await sql<{ person: PersonId }>`
    select person from handrail.check_in_keys k where ${holdsNothing} for update of k skip locked`.execute(
    tx,
  );
  if (rows.length === 0) return;
  const people = rows.map(({ person }) => person);
  await sql`delete from handrail.check_in_keys k where person = any(${people}::uuid[]) and ${holdsNothing}`.execute(
    tx,
  );
}

const holdsNothing = sql`k.organisation_id = handrail.organisation()
      and not exists (select 1 from handrail.check_in_answers a where a.organisation_id = k.organisation_id and a.person = k.person)
      and not exists (select 1 from handrail.hard_calls h where h.organisation_id = k.organisation_id and h.person = k.person)`;

/** Wraps with the newest key what an older one wrapped, some at a time: then the old one may go. Answers stay as they are. */
export async function rotateKeys(
  tx: Tx,
  shell: Pick<Shell, "organisation" | "vault">,
): Promise<void> {
  const rows = await tx.selectFrom("check_in_keys").select(["person", "wrapped"]).execute();
  for (const { person, wrapped } of rows
    .filter((row) => !shell.vault.isNewest(row.wrapped))
    .slice(0, atOnce)) {
    const place = keyPlace(shell, person);
    // One whose key is gone already opens for nobody: it must not keep the others, or what is due for deletion, from going on.
    const key = await shell.vault.open(place, wrapped).catch(() => undefined);
    if (key === undefined) continue;
    const again = await shell.vault.seal(place, key);
    // Only where it is still what was read: an erasure meanwhile stays an erasure.
    await tx
      .updateTable("check_in_keys")
      .set({ wrapped: again })
      .where("person", "=", person)
      .where("wrapped", "=", wrapped)
      .execute();
  }
}
const atOnce = 2_000;
