import { sql } from "kysely";
import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Find, Shell } from "../runtime/feature.ts";
import type { Welcome } from "./rules.ts";

/** What the tables say of it: nothing more is kept than who added the app, and when. */
const state = sql<Welcome>`jsonb_build_object(
    'person', a.person, 'lastAt', 0,
    'addedAt', floor(extract(epoch from i.installed_at) * 1000),
    'isSetUp', exists (select 1 from handrail.teams t
      where t.organisation_id = i.organisation_id and t.listed))`;

const byInstaller = sql`handrail.installs i join handrail.accounts a
  on a.organisation_id = i.organisation_id and a.account_id = i.installed_by`;

export const load = (organisation: OrganisationId, find: Find) =>
  sql<{ state: Welcome; version: number }>`
    select ${state} as state, 0::bigint as version from ${byInstaller}
    where i.organisation_id = ${organisation}
      and a.person = ${"subject" in find ? find.subject : find.by}::uuid
    order by i.installed_at desc limit 1 for update of i`;

export async function show(
  tx: Tx,
  _shell: Shell,
  subject: SubjectId,
): Promise<Welcome | undefined> {
  const { rows } = await sql<{ state: Welcome }>`
    select ${state} as state from ${byInstaller}
    where i.organisation_id = handrail.organisation() and a.person = ${subject}::uuid
    order by i.installed_at desc limit 1`.execute(tx);
  return rows[0]?.state;
}

/** Settings were applied: what was said before anybody was in a team is brought up to date. */
export async function settle(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select distinct handrail.organisation(), 'welcome', m.subject, 'settle', handrail.now()
    from handrail.messages m
    where m.organisation_id = handrail.organisation() and m.feature = 'welcome'
      and m.state = 'live'
    on conflict (organisation_id, feature, subject, command) do nothing`.execute(tx);
}
