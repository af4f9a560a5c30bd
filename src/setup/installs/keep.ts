import { sql } from "kysely";
import type { OrganisationFile } from "../../config/types.ts";
import type { OrganisationId } from "../../kernel/ids.ts";
import type { Install } from "../../platform/installs.ts";
import { meet } from "../../runtime/directory/accounts.ts";
import { isSetUp } from "../../runtime/directory/admit.ts";
import { comeBack } from "../../runtime/gestures/workspaces.ts";
import type { CoreParts } from "../../runtime/parts.ts";
import { applyFile, openWorkspace } from "../apply.ts";
import type { Organisations } from "../organisations.ts";
import { keepFirst } from "../documents.ts";
import { firstSettings, organisationIdOf } from "./first-settings.ts";
import { endOf, sealTokens } from "./tokens.ts";

export interface KeepParts extends Pick<
  CoreParts,
  "db" | "directory" | "features" | "log" | "vault"
> {
  readonly organisations: Pick<Organisations, "all" | "ofFiles" | "applied">;
  /** Finds the people of these settings on their platforms. */
  readonly introduce: (settings: readonly OrganisationFile[]) => Promise<void>;
}

/** @returns whether the installer is written to */
export async function keep(parts: KeepParts, install: Install): Promise<{ greets: boolean }> {
  const { db, directory, features } = parts;
  const { workspace, installer } = install;
  const known = await organisationOf(parts, workspace);
  const id = known?.id ?? organisationIdOf(workspace);
  if (known === undefined) {
    if (!(await exists(parts, id))) {
      const first = firstSettings(install);
      await applyFile(db, first, features.values(), false, keepFirst);
      parts.organisations.applied(first);
    } else await db.inOrganisation(id, (tx) => openWorkspace(tx, "slack", workspace));
  }
  await store(parts, id, install);
  if (known?.gone === true) await comeBack(parts, id, "slack", workspace);
  await meet(db, id, "slack", workspace, { ...installer, runsWorkspace: true });
  directory.forget(id);
  const greets = !isSetUp(await directory.organisation(id));
  await db.once(id, said(greets), [id, workspace, installer.account]);
  // Its people can be found from now on.
  if (!greets) void parts.introduce(parts.organisations.all().filter((one) => one.id === id));
  return { greets };
}

/** Who added it; and where there is something to set up, they are written to at once. */
const said = (greets: boolean): string => `
  with installer as (
    update handrail.installs i set installed_by = a.account_id from handrail.accounts a
    where i.organisation_id = $1 and i.platform = 'slack' and i.workspace = $2
      and a.organisation_id = $1 and a.platform = 'slack' and a.workspace = $2
      and a.account = $3
    returning a.person
  )
  insert into handrail.timers (organisation_id, feature, subject, command, due_at)
  select $1, 'welcome', person, 'greet', handrail.now() from installer
  where person is not null and ${String(greets)}
  on conflict (organisation_id, feature, subject, command) do nothing`;

/** Whose workspace it is, or last was. */
async function organisationOf(
  { db, organisations }: KeepParts,
  workspace: string,
): Promise<{ readonly id: OrganisationId; readonly gone: boolean } | undefined> {
  const [rows = []] = await db.sweep(
    `select organisation_id, state from handrail.workspaces
    where platform = 'slack' and workspace = $1
    order by state, gone_at desc nulls last`,
    [workspace],
  );
  const found = rows.find(({ organisation_id: id }) => {
    const file = organisations.ofFiles().find((one) => one.id === id);
    // Its operator gave the workspace up: who adds the app there again is somebody else.
    return file === undefined || livesIn(file, workspace);
  });
  return found && { id: String(found["organisation_id"]), gone: found["state"] === "gone" };
}

/** A file that names no workspace has whichever was found. */
const livesIn = ({ workspaces: { slack } }: OrganisationFile, workspace: string): boolean =>
  slack.length === 0 || slack.includes(workspace);

async function exists({ db }: KeepParts, id: OrganisationId): Promise<boolean> {
  const rows = await db.once(
    id,
    "select 1 from handrail.organisations where organisation_id = $1",
    [id],
  );
  return rows.length > 0;
}

/** Newer tokens take the place of older ones; the version only grows, also over an uninstall. */
async function store(
  { db, vault }: KeepParts,
  id: OrganisationId,
  install: Install,
): Promise<void> {
  const { workspace, scopes } = install;
  const sealed = await sealTokens(vault, id, workspace, install);
  await db.inOrganisation(id, (tx) =>
    sql`
      insert into handrail.installs (organisation_id, platform, workspace, installed_at, version,
        sealed, scopes, ends_at)
      values (${id}, 'slack', ${workspace}, clock_timestamp(),
        (extract(epoch from clock_timestamp()) * 1000)::bigint, ${sealed}, ${[...scopes]},
        ${endOf(install)})
      on conflict (organisation_id, platform, workspace) do update set
        installed_at = excluded.installed_at, sealed = excluded.sealed, scopes = excluded.scopes,
        ends_at = excluded.ends_at, leased_until = null,
        version = greatest(installs.version + 1, excluded.version)`.execute(tx),
  );
}
