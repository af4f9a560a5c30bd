import { sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";

export interface OwnPromise {
  readonly promise: SubjectId;
  readonly dueAt: Instant;
  readonly maker: PersonId;
}

/** More than these are on nobody's screen: the next come first. */
const most = 50;

/** Those that somebody holds, the next first. A thousand of one person are counted, not listed. */
export async function heldBy(
  tx: Tx,
  person: PersonId,
): Promise<{ next: readonly OwnPromise[]; count: number }> {
  const { rows } = await sql<{
    promise: SubjectId;
    due_at: Instant;
    maker: PersonId;
    count: number;
  }>`
    select promise, due_at, state ->> 'maker' as maker, (
      select count(*) from handrail.promises where organisation_id = handrail.organisation()
        and holder = ${person}::uuid and status = 'open') as count
    from handrail.promises where organisation_id = handrail.organisation()
      and holder = ${person}::uuid and status = 'open'
    order by due_at, promise limit ${most}`.execute(tx);
  const next = rows.map(({ promise, due_at, maker }) => ({ promise, dueAt: due_at, maker }));
  return { next, count: rows[0]?.count ?? 0 };
}
