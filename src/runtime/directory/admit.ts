import { randomUUID } from "node:crypto";
import type { OrganisationId } from "../../kernel/ids.ts";
import type { AccountFacts } from "../../platform/adapter.ts";
import type { Database } from "../database/database.ts";
import type { Organisation } from "./organisation.ts";

/** Somebody has named a team: there are people to ask. */
export const isSetUp = ({ teams }: Organisation): boolean =>
  [...teams.values()].some(({ listed }) => listed);

/**
 * Who runs the workspace becomes a person of an organisation that nobody has set up yet, so that
 * they can. Once it has a team, its settings alone say who is in it.
 */
export async function admit(
  db: Database,
  organisation: OrganisationId,
  { kind, email, name, runsWorkspace }: AccountFacts,
): Promise<void> {
  if (runsWorkspace !== true || kind !== "member" || email === undefined) return;
  await db.once(
    organisation,
    `insert into handrail.people (organisation_id, person, email, name, named, listed)
    select organisation_id, $2, $3, $4, false, true from handrail.organisations o
    where organisation_id = $1 and not exists (select 1 from handrail.teams t
      where t.organisation_id = o.organisation_id and t.listed)
    on conflict (organisation_id, email) do update set listed = true, left_at = null
      where not people.listed`,
    [organisation, randomUUID(), email, name],
  );
}
