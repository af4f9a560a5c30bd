import { type RawBuilder, sql } from "kysely";
import { type SubjectId, nilId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Note, Shell, Statement } from "../../runtime/feature.ts";
import { placeOf } from "../words/store.ts";
import { type SealedPlan, placeOfPlan, planOf } from "./sealed/store.ts";
import { normalised } from "./reference.ts";

/*
 * A case reference is found again by a keyed hash alone (decisions/0066). Older keys still match,
 * and what they match is marked anew.
 */

/** Rows that one look marks anew. */
const atOnce = 500;

type Marking = Pick<Shell, "organisation" | "vault">;

const marksOf = ({ organisation, vault }: Marking, reference: string) =>
  vault.marks(`${organisation.id}/case`, normalised(reference));

/** The marks of a reference that came with a command; `undefined`: none came. */
export function marksIn(shell: Marking, note: Note | undefined) {
  const reference = note?.["case"] ?? "";
  return normalised(reference) === "" ? undefined : marksOf(shell, reference);
}

/** What is known of a case before this request. */
export interface CaseBefore {
  /** Other requests of the last 30 days: so long their marks are kept. */
  readonly contacts: number;
  readonly plan: SealedPlan | undefined;
}

/**
 * It reads the same, whether anything is known or not: how long it takes tells nobody.
 * @param request a query for the id of the request that is described
 */
export async function readCase(
  tx: Tx,
  marks: readonly string[],
  request: RawBuilder<unknown>,
): Promise<CaseBefore> {
  const [{ rows }, plan] = await together(
    sql<{ contacts: number }>`
      select count(*)::int as contacts from handrail.request_words
      where organisation_id = handrail.organisation() and case_mark = any(${[...marks]}::text[])
        and kept_until > handrail.now() and request is distinct from (${request})`.execute(tx),
    planOf(tx, sql`mark = any(${[...marks]}::text[])`),
  );
  return { contacts: rows[0]?.contacts ?? 0, plan };
}

/** The plan for a request's case, for its cards. */
export const readPlan = (tx: Tx, request: SubjectId): Promise<SealedPlan | undefined> =>
  planOf(
    tx,
    sql`mark = (select case_mark from handrail.request_words
      where organisation_id = handrail.organisation() and request = ${request}::uuid)`,
  );

/** Everything of this case is found under its newest mark from now on. */
export function markAnew([newest, ...older]: readonly [string, ...string[]]): Statement[] {
  if (older.length === 0) return [];
  return ["request_words.case_mark", "case_plans.mark"].map((place) => {
    const [table = "", column = ""] = place.split(".");
    return sql`update ${sql.table(`handrail.${table}`)} set ${sql.ref(column)} = ${newest}
      where organisation_id = handrail.organisation()
        and ${sql.ref(column)} = any(${older}::text[])`;
  });
}

/**
 * After the keys changed: marks of older keys are made anew from the sealed references, so that the
 * older keys may go.
 */
export async function remark(tx: Tx, shell: Marking): Promise<void> {
  await remarkIn(tx, shell, "request_words", "request", "case_mark", (id) =>
    placeOf(shell, id, "case"),
  );
  await remarkIn(tx, shell, "case_plans", "plan", "mark", (id) => placeOfPlan(shell, id, "case"));
}

async function remarkIn(
  tx: Tx,
  shell: Marking,
  name: "request_words" | "case_plans",
  key: "request" | "plan",
  column: "case_mark" | "mark",
  place: (id: SubjectId) => string,
): Promise<void> {
  const [table, id, mark] = [sql.table(`handrail.${name}`), sql.ref(key), sql.ref(column)];
  const [newest] = shell.vault.marks("", "");
  const beginning = newest.slice(0, newest.lastIndexOf(".") + 1);
  for (let after: SubjectId | undefined = nilId; after !== undefined;) {
    const { rows } = await sql<{ id: SubjectId; sealed: string; before: string }>`
      select ${id} as id, case_reference as sealed, ${mark} as before from ${table}
      where organisation_id = handrail.organisation() and ${id} > ${after}::uuid
        and case_reference is not null and ${mark} is not null
        and not starts_with(${mark}, ${beginning})
      order by ${id} limit ${atOnce}`.execute(tx);
    for (const row of rows) {
      const reference = await shell.vault.open(place(row.id), row.sealed);
      if (reference === undefined) continue;
      await sql`update ${table} set ${mark} = ${marksOf(shell, reference)[0]}
        where organisation_id = handrail.organisation() and ${id} = ${row.id}::uuid
          and ${mark} = ${row.before}`.execute(tx);
    }
    after = rows.length < atOnce ? undefined : rows.at(-1)?.id;
  }
}
