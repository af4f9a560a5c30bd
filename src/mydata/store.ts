import { sql } from "kysely";
import type { AccountId, PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { OwnRow, Shell } from "../runtime/feature.ts";

/** The subject of this feature is the person; it keeps nothing of its own. */
export interface MyData {
  readonly person: PersonId;
  readonly lastAt: Instant;
}

/** Columns that say whose a row is. */
const owners = ["person", "requester"] as const;
/** Rows by the thousand that hold ids and times only: told by their number. */
const counted: Readonly<Record<string, "account_id" | "by" | "person">> = {
  messages: "account_id",
  undelivered: "person",
  journal: "by",
};
/** Sealed or wrapped: opened by their feature instead, or of use to nobody. */
const sealed: ReadonlySet<string> = new Set([
  "check_in_keys",
  "check_in_answers",
  "hard_calls",
  "reflection_notes",
  "tips",
]);

/**
 * Every row that is this person's, table by table, from the catalogue: a table that a later feature brings is in it
 * without anybody thinking of it. Other people in it are "somebody else": what they did is theirs.
 */
export async function rowsOf(
  tx: Tx,
  shell: Shell,
  person: PersonId,
  own: ReadonlyMap<string, (row: OwnRow) => OwnRow>,
): Promise<Record<string, unknown>> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'handrail' and column_name in ('person', 'requester', 'account_id', 'by') order by 1, 2`.execute(
    tx,
  );
  const accounts: AccountId[] = (shell.organisation.accountsOf.get(person) ?? []).map(
    ({ id }) => id,
  );
  const found: Record<string, unknown> = {};
  for (const { table, column } of columns) {
    if (sealed.has(table)) continue;
    if (counted[table] === column) {
      const ids = column === "account_id" ? accounts : [person];
      const { rows } = await sql<{
        count: number;
      }>`select count(*) as count from ${sql.table(`handrail.${table}`)}
        where organisation_id = handrail.organisation() and ${sql.ref(column)} = any(${ids}::uuid[])`.execute(
        tx,
      );
      found[table] = { rows: rows[0]?.count ?? 0 };
    } else if (owners.some((owner) => owner === column)) {
      const { rows } = await sql<{
        row: OwnRow;
      }>`select to_jsonb(t) as row from ${sql.table(`handrail.${table}`)} t
        where organisation_id = handrail.organisation() and ${sql.ref(column)} = ${person}`.execute(
        tx,
      );
      if (rows.length > 0) found[table] = rows.map(({ row }) => own.get(table)?.(row) ?? row);
    }
  }
  return withoutOthers(found, shell, person);
}

function withoutOthers(
  found: Record<string, unknown>,
  shell: Shell,
  person: PersonId,
): Record<string, unknown> {
  const text = JSON.stringify(found).replaceAll(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    (id) => (id !== person && shell.organisation.people.has(id) ? "somebody else" : id),
  );
  return JSON.parse(text) as Record<string, unknown>;
}
