import { sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import type { Promised } from "../promise.ts";
import { openWords } from "../store.ts";

/**
 * Open ones whose next look is near or past, and that no timer will look at. The order keeps the
 * planner on the index of what is due: without it, it reads a third of the table.
 */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ promise: string }>`
    select p.promise from (
      select organisation_id, promise from handrail.promises
      where organisation_id = handrail.organisation() and status = 'open'
        and due_at < (select handrail.now()) + interval '31 minutes'
      order by due_at limit 1000) p
    where not exists (
      select 1 from handrail.timers t
      where t.organisation_id = p.organisation_id and t.feature = 'promises'
        and t.subject = p.promise and t.command = 'look')
    limit 100`.execute(tx);
  return rows.map(({ promise }) => promise);
}

/** Whoever held one is in the file no more: it goes to the team. */
export async function lookForOrphans(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'promises', promise, 'orphan', (select handrail.now())
    from handrail.promises p
    where p.organisation_id = handrail.organisation() and p.status = 'open' and not exists (
      select 1 from handrail.people one
      where one.organisation_id = p.organisation_id and one.person = p.holder and one.listed)
    order by promise
    on conflict do nothing`.execute(tx);
}

/** What was never kept goes after a day, what is over after thirty. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.promises where organisation_id = handrail.organisation()
      and status <> 'open' and changed_at < (select handrail.now())
        - case when status = 'draft' then interval '24 hours' else interval '30 days' end
  `.execute(tx);
}

/** What a person wrote with promises; and when those that they hold are due. */
export async function promisesOf(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await tx
    .selectFrom("promises")
    .select(["promise", "person", "words", "state"])
    .where(({ eb, or }) => or([eb("person", "=", person), eb("holder", "=", person)]))
    .orderBy("changed_at")
    .execute();
  const promises: unknown[] = [];
  for (const { promise, person: maker, words, state } of rows) {
    const { status } = state as unknown as Promised;
    const due = "dueAt" in state ? new Date(Number(state.dueAt)).toISOString() : undefined;
    const own = maker === person ? await openWords(shell, promise, words) : undefined;
    promises.push({ promise, status, due, ...own });
  }
  return { promises };
}

/** What is over. A customer still waits for what is open: its words go when it ends. */
export const erase = async (_tx: Tx, _shell: Shell, person: PersonId): Promise<Statement[]> => [
  sql`
    delete from handrail.promises where organisation_id = handrail.organisation()
      and person = ${person} and status <> 'open'`,
  sql`
    update handrail.promises set state = state || '{"forgets":true}'::jsonb
    where organisation_id = handrail.organisation() and person = ${person}`,
];
