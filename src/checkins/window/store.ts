import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { openVault } from "../../runtime/keys.ts";
import type { Answers } from "../questions.ts";
import { answerPlace, keyPlace } from "../answers/store.ts";

/**
 * Everybody's check-ins of some days, for the gate of the trends alone and without what they wrote. Nothing of it is
 * kept, and nothing of it leaves this process.
 */
export async function checkInsBetween(
  tx: Tx,
  shell: Shell,
  from: string,
  before: string,
): Promise<{ person: PersonId; day: string; answers: Omit<Answers, "note"> }[]> {
  const { rows } = await sql<{ person: string; wrapped: string; kept: { day: string; sealed: string }[] }>`
    select k.person, k.wrapped, jsonb_agg(jsonb_build_object('day', a.day, 'sealed', a.sealed) order by a.day) as kept
    from handrail.check_in_answers a join handrail.check_in_keys k on k.organisation_id = a.organisation_id and k.person = a.person
    where a.organisation_id = handrail.organisation() and a.day >= ${from} and a.day < ${before} group by k.person, k.wrapped`.execute(tx);
  const opened: { person: PersonId; day: string; answers: Omit<Answers, "note"> }[] = [];
  for (const { person, wrapped, kept } of rows) {
    const own = openVault([{ kid: "own", key: Buffer.from(await shell.vault.open(keyPlace(shell, person), wrapped), "base64") }]);
    for (const { day, sealed } of kept) {
      const { note: _, ...answers } = JSON.parse(await own.open(answerPlace(shell, person, day), sealed)) as Answers;
      opened.push({ person, day, answers });
    }
  }
  return opened;
}
