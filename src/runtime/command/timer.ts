import { sql } from "kysely";
import type { SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Statement } from "../database/commit.ts";
import type { Tx } from "../database/database.ts";
import type { Work } from "../work.ts";

/**
 * Locks the timer after its subject: the other order deadlocks with a press. @returns when it is
 * due, or `undefined` if it is gone
 */
export async function lockTimer(
  tx: Tx,
  feature: string,
  subject: SubjectId,
  command: string,
): Promise<Instant | undefined> {
  const { rows } = await sql<{ due_at: Instant }>`
    select due_at from handrail.timers where organisation_id = handrail.organisation()
      and feature = ${feature} and subject = ${subject} and command = ${command}
    for update`.execute(tx);
  return rows[0]?.due_at;
}

/** The timer that is carried out goes, before the state sets the next one. */
export const removeTimer = (feature: string, source: Work["source"]): Statement | undefined =>
  "timer" in source
    ? sql`delete from handrail.timers where organisation_id = handrail.organisation()
        and feature = ${feature} and subject = ${source.subject} and command = ${source.timer}`
    : undefined;
