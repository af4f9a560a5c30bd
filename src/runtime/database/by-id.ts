import { sql } from "kysely";
import type { OrganisationId } from "../../kernel/ids.ts";
import type { Find } from "../feature.ts";

/**
 * A store's `load` where a subject is found by its id alone: whoever comes without one begins a new
 * one.
 * @param key the column of the table that has the id
 */
export const loadById =
  // Whoever calls knows what the table holds.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  <State>(table: string, key: string) =>
    (organisation: OrganisationId, find: Find) =>
      sql<{ state: State; version: number }>`
    select state, version from ${sql.table(`handrail.${table}`)}
    where organisation_id = ${organisation}
      and ${sql.ref(key)} = ${"subject" in find ? find.subject : null}::uuid for update`;
