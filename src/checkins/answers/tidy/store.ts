import { sql } from "kysely";
import type { PersonId } from "../../../kernel/ids.ts";
import type { Tx } from "../../../runtime/database/database.ts";

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
      and not exists (select 1 from handrail.hard_calls h where h.organisation_id = k.organisation_id and h.person = k.person)
      and not exists (select 1 from handrail.reflection_notes r where r.organisation_id = k.organisation_id and r.person = k.person)`;
