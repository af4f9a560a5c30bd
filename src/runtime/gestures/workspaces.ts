import type { OrganisationId, Platform } from "../../kernel/ids.ts";
import type { Sender as Origin } from "../../platform/adapter.ts";
import { closeWorkspace, type EndedPage, reopenWorkspace } from "../directory/workspaces.ts";
import { askOthers } from "../messages/unprompted.ts";
import type { CoreParts } from "../parts.ts";

/* The app is removed from a workspace, and comes back. */

/** Nothing is sent there from now on; who was asked there alone is asked no longer, and others are. */
export async function leaveWorkspace(
  parts: CoreParts,
  platform: Platform,
  workspace: string,
): Promise<void> {
  const { db, directory, log } = parts;
  const id = await directory.homeOf(platform, workspace);
  if (id === undefined) return;
  const ended = await db.inOrganisation(id, (tx) => closeWorkspace(tx, platform, workspace));
  directory.forget(id);
  log.warn({ platform, workspace, pages: ended.length }, "uninstalled from a workspace");
  for (const page of ended) await instead(parts, id, page);
}

async function instead(parts: CoreParts, id: OrganisationId, page: EndedPage): Promise<void> {
  const feature = parts.features.get(page.feature);
  const fault = { code: "workspace-gone", whose: "workspace" } as const;
  if (feature === undefined) return;
  await askOthers(parts, id, feature, page, page.person, fault).catch((err: unknown) =>
    parts.log.warn({ err }, "nobody could be asked instead: the next step does it"),
  );
}

/**
 * Somebody acts in a workspace that the app was removed from. Where the platform takes our token
 * again, the app is back with the organisation that had it last: what was open is shown again, and
 * who was missing is asked.
 * @returns whether it is back
 */
export async function isBack(parts: CoreParts, { platform, workspace }: Origin): Promise<boolean> {
  const { db, adapters } = parts;
  const adapter = adapters.get(platform);
  if (adapter?.works === undefined) return false;
  const [rows = []] = await db.sweep(
    `select organisation_id from handrail.workspaces
    where platform = $1 and workspace = $2 and state = 'gone'
    order by gone_at desc nulls last`,
    [platform, workspace],
  );
  const id = rows[0]?.["organisation_id"];
  if (typeof id !== "string" || !(await adapter.works(workspace))) return false;
  await comeBack(parts, id, platform, workspace);
  return true;
}

/** The app is in a workspace again. */
export async function comeBack(
  { db, directory, features, log }: Pick<CoreParts, "db" | "directory" | "features" | "log">,
  id: OrganisationId,
  platform: Platform,
  workspace: string,
): Promise<void> {
  await db.inOrganisation(id, async (tx) => {
    await reopenWorkspace(tx, platform, workspace);
    for (const feature of features.values()) await feature.care?.found?.(tx);
  });
  directory.forget(id);
  log.info({ platform, workspace }, "the app is back in a workspace");
}
