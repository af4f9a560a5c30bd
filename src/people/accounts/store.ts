import { sql } from "kysely";
import type { OrganisationId, SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Find, Shell, Statement } from "../../runtime/feature.ts";
import type { Claim, Event } from "./rules.ts";

/**
 * What the table of people says of it. Once bound, the account has moved and the row is only a
 * name.
 */
const state = sql<Claim>`jsonb_strip_nulls(jsonb_build_object(
    'person', p.person, 'claims', p.claims, 'name', p.name, 'lastAt', 0,
    'status', case
      when p.claims is null then 'unbound'
      when p.listed then 'claimed'
      when exists (select 1 from handrail.accounts a
        where a.organisation_id = p.organisation_id and a.person = p.person) then 'refused'
      else 'bound' end))`;

export const load = (organisation: OrganisationId, find: Find) =>
  sql<{ state: Claim; version: number }>`
    select ${state} as state, 0::bigint as version from handrail.people p
    where p.organisation_id = ${organisation} and p.email is null
      and p.person = ${"subject" in find ? find.subject : find.by}::uuid for update`;

/** The claimant's row is unlisted. A second account of theirs moves to the owner of the address. */
export function write(_shell: Shell, after: Claim, events: readonly Event[]): Statement[] {
  const last = events.at(-1);
  if (last?.type !== "bound" && last?.type !== "refused") return [];
  const ended = sql`
    update handrail.people set listed = false, left_at = handrail.now()
    where organisation_id = handrail.organisation() and person = ${after.person}`;
  const left = sql`
    delete from handrail.memberships
    where organisation_id = handrail.organisation() and person = ${after.person}`;
  const goesOver = sql`
    update handrail.accounts set person = ${last.holder}
    where organisation_id = handrail.organisation() and person = ${after.person}`;
  return last.type === "bound" ? [ended, left, goesOver] : [ended, left];
}

export async function show(tx: Tx, shell: Shell, subject: SubjectId): Promise<Claim | undefined> {
  const { rows } = await sql<{ state: Claim }>`
    select ${state} as state from handrail.people p
    where p.organisation_id = handrail.organisation() and p.email is null
      and p.person = ${subject}::uuid`.execute(tx);
  return rows[0]?.state;
}
