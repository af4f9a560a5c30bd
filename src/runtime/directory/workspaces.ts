import { sql } from "kysely";
import type { PersonId, Platform } from "../../kernel/ids.ts";
import type { Tx } from "../database/database.ts";

/** A page that ended with its workspace, and whose it was. */
export interface EndedPage {
  readonly feature: string;
  readonly subject: string;
  readonly view: string;
  readonly occasion: string;
  readonly account_id: string;
  readonly person: PersonId;
}

/** What ended with its workspace, and may be taken up again. */
const withWorkspace = "workspace-gone";

/**
 * Uninstalled, or no longer in the file: nothing is sent there any more, and what was on its way is over.
 * @returns the pages among it: others are asked instead
 */
export async function closeWorkspace(
  tx: Tx,
  platform: Platform,
  workspace: string,
): Promise<EndedPage[]> {
  await lockOrganisation.execute(tx);
  await tx
    .updateTable("workspaces")
    .set({ state: "gone", gone_at: sql<never>`handrail.now()` })
    .where("platform", "=", platform)
    .where("workspace", "=", workspace)
    .where("state", "=", "active")
    .execute();
  const { rows } = await sql<EndedPage & { priority: number }>`
    update handrail.messages m set state = 'ended', code = ${withWorkspace}
    from handrail.accounts a
    where m.organisation_id = handrail.organisation() and a.organisation_id = m.organisation_id
      and a.account_id = m.account_id and a.platform = ${platform} and a.workspace = ${workspace}
      and m.state = 'live'
    returning m.feature, m.subject, m.view, m.occasion, m.account_id, m.priority, a.person`.execute(
    tx,
  );
  return rows.filter(({ priority, person }) => priority === 0 && person !== null);
}

/** The app is there again: what ended with the workspace is shown as it is by now. */
export async function reopenWorkspace(
  tx: Tx,
  platform: Platform,
  workspace: string,
): Promise<void> {
  await lockOrganisation.execute(tx);
  await tx
    .updateTable("workspaces")
    .set({ state: "active" })
    .where("platform", "=", platform)
    .where("workspace", "=", workspace)
    .execute();
  await sql`
    update handrail.messages m set state = 'live', code = null, wanted_version = m.wanted_version + 1,
      shown_hash = null, failures = 0, not_before = handrail.now()
    from handrail.accounts a
    where m.organisation_id = handrail.organisation() and a.organisation_id = m.organisation_id
      and a.account_id = m.account_id and a.platform = ${platform} and a.workspace = ${workspace}
      and m.state = 'ended' and m.code = ${withWorkspace}`.execute(tx);
}

/** Like a file being applied: the organisation first, and only then what belongs to it. */
export const lockOrganisation = sql`select 1 from handrail.organisations
  where organisation_id = handrail.organisation() for no key update`;
