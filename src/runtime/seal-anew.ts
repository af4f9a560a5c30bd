import { sql } from "kysely";
import type { Database, Tx } from "./database/database.ts";
import type { Organisation } from "./directory/directory.ts";
import type { AnyFeature, SealedColumn } from "./feature.ts";
import type { Vault } from "./keys.ts";

/** Rows in one transaction: some hundredths of a second of opening and sealing. */
const atOnce = 500;

/** Of one column, after an hour's walk over it. */
export interface Sealed {
  readonly column: string;
  readonly anew: number;
  /** Texts of older keys that do not open: the key is gone, or the row is damaged. */
  readonly unopened: number;
}

/**
 * Seals with the newest key what an older one sealed, some rows at a time. Then the older may go.
 * A row that does not open stays as it is, and is counted.
 */
export async function sealAnew(
  db: Database,
  features: Iterable<AnyFeature>,
  { organisation, vault }: { readonly organisation: Organisation; readonly vault: Vault },
): Promise<Sealed[]> {
  const walked: Sealed[] = [];
  for (const { care } of features)
    for (const sealed of care?.sealed ?? []) {
      let [anew, unopened] = [0, 0];
      for (let after: string | undefined = "(0,0)"; after !== undefined;) {
        const from: string = after;
        const page: Page = await db.inOrganisation(organisation.id, (tx) =>
          sealPage(tx, vault, sealed, from),
        );
        anew += page.anew;
        unopened += page.unopened;
        after = page.last;
      }
      walked.push({ column: `${sealed.table}.${sealed.column}`, anew, unopened });
    }
  return walked;
}

interface Page {
  readonly anew: number;
  readonly unopened: number;
  /** Where the next page begins; absent: this was the last. */
  readonly last?: string;
}

/** A column may hold several sealed texts in a row, with a space between them. */
async function sealPage(
  tx: Tx,
  vault: Vault,
  { table, column }: SealedColumn,
  after: string,
): Promise<Page> {
  const [name, field] = [sql.table(`handrail.${table}`), sql.ref(column)];
  const { rows } = await sql<{ at: string; before: string }>`
    select ctid::text as at, ${field} as before from ${name}
    where organisation_id = handrail.organisation() and ctid > ${after}::tid
      and exists (select from unnest(string_to_array(${field}, ' ')) one
        where not starts_with(one, ${vault.newest}))
    order by ctid limit ${atOnce}`.execute(tx);
  let unopened = 0;
  const changed: { at: string; before: string; anew: string }[] = [];
  for (const { at, before } of rows) {
    const texts = await Promise.all(
      before.split(" ").map(async (one) => (await vault.sealAnew(one)) ?? one),
    );
    if (texts.some((one) => !one.startsWith(vault.newest))) unopened++;
    const anew = texts.join(" ");
    if (anew !== before && texts.some((one) => one.startsWith(vault.newest)))
      changed.push({ at, before, anew });
  }
  // Not locked: only where it still is what was read. What somebody wrote meanwhile is theirs, and
  // an erasure stays one.
  await sql`
    update ${name} t set ${field} = c.anew
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) c (at text, before text, anew text)
    where t.organisation_id = handrail.organisation() and t.ctid = c.at::tid
      and t.${field} = c.before`.execute(tx);
  return {
    anew: changed.length,
    unopened,
    ...(rows.length < atOnce ? {} : { last: rows.at(-1)?.at ?? "" }),
  };
}
