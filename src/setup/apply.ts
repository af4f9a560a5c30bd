import { sql } from "kysely";
import type { OrganisationFile, TeamEntry } from "../config/types.ts";
import { deliver } from "../runtime/messages/undelivered.ts";
import { closeWorkspace } from "../runtime/directory/workspaces.ts";
import { joinTeamsOfClaimed } from "../runtime/directory/claims.ts";
import { openTargets } from "./outward.ts";
import { applyPeople } from "./people.ts";
import { Misfit } from "../runtime/database/misfit.ts";
import type { Database, Tx } from "../runtime/database/database.ts";
import type { AnyFeature } from "../runtime/feature.ts";
import { type Kept, keepFile } from "./documents.ts";
import { type InForce, inForceNow, laterThan, versionInForce } from "./in-force.ts";

/**
 * Brings the tables up to an organisation's file, in one transaction. People that the file no
 * longer names stay as unlisted rows. Old requests still have their names, and nobody unlisted may
 * do anything.
 * Another version than the one in force counts if it came to its machine later, or with `insist`.
 * @param kept writes down where the settings come from
 * @throws {Misfit} when one of its workspaces is another organisation's home
 */
export async function applyFile(
  db: Database,
  file: OrganisationFile,
  features: Iterable<AnyFeature> = [],
  insist = false,
  kept: Kept = keepFile,
): Promise<InForce> {
  try {
    return await bringUp(db, file, features, { insist, kept });
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== "workspaces_home") throw error;
    throw (await takenWorkspace(db, file)) ?? error;
  }
}

async function takenWorkspace(db: Database, file: OrganisationFile): Promise<Misfit | undefined> {
  const [homes = []] = await db.sweep(
    "select organisation_id, platform, workspace from handrail.workspaces where state = 'active'",
  );
  const taken = homes.find(
    (home) =>
      home["organisation_id"] !== file.id &&
      Object.entries(file.workspaces).some(
        ([platform, its]) =>
          platform === home["platform"] && its.includes(String(home["workspace"])),
      ),
  );
  if (taken === undefined) return undefined;
  const other = String(taken["organisation_id"]);
  return new Misfit(
    `workspaces.${String(taken["platform"])}`,
    `${String(taken["workspace"])} is the home of the organisation "${other}", ` +
      `and this file's is "${file.id}".`,
    "An organisation keeps its id, and with it its people and requests: " +
      `set organisation.id to ${other} again. To move the workspace to another organisation, ` +
      `first start with a file of "${other}" that no longer names it.`,
  );
}

async function bringUp(
  db: Database,
  file: OrganisationFile,
  features: Iterable<AnyFeature>,
  { insist, kept }: { readonly insist: boolean; readonly kept: Kept },
): Promise<InForce> {
  return db.inOrganisation(file.id, async (tx) => {
    // One instance at a time, also before the row exists.
    await sql`select pg_advisory_xact_lock(hashtext(${`handrail file ${file.id}`}))`.execute(tx);
    const before = await versionInForce(tx);
    const later = laterThan(before, file, insist);
    if (later !== undefined) return later;
    await applyOrganisation(tx, file);
    const ids = await applyPeople(tx, file);
    await applyTeams(tx, file, ids);
    await applyAdmins(tx, file, ids);
    await kept(tx, file);
    for (const { care } of features) {
      await care?.begin?.(tx);
      await care?.found?.(tx);
    }
    // Of people whose account the file pins from now on.
    await deliver().execute(tx);
    return inForceNow(tx, before, file);
  });
}

async function applyOrganisation(tx: Tx, file: OrganisationFile): Promise<void> {
  await sql`
    insert into handrail.organisations (organisation_id, name, time_zone, country, locale,
      duty_phone, file_hash, file_version, applied_at, outward)
    values (${file.id}, ${file.name}, ${file.timeZone}, ${file.country ?? null}, ${file.locale},
      ${file.dutyPhone ?? null}, ${file.hash}, ${file.version}, handrail.now(),
      ${file.outward === undefined ? null : JSON.stringify(file.outward)}::jsonb)
    on conflict (organisation_id) do update set
      name = excluded.name, time_zone = excluded.time_zone, country = excluded.country,
      locale = excluded.locale, duty_phone = excluded.duty_phone,
      revision = organisations.revision + 1, file_hash = excluded.file_hash,
      file_version = excluded.file_version, applied_at = excluded.applied_at,
      outward = excluded.outward`.execute(tx);
  await openTargets(tx, file.outward);
  for (const platform of ["slack", "teams"] as const) {
    for (const workspace of file.workspaces[platform]) await openWorkspace(tx, platform, workspace);
    // Where the file names none, the token says which one it is.
    if (file.workspaces[platform].length > 0)
      await leaveWorkspaces(tx, platform, file.workspaces[platform]);
  }
}

/** The organisation lives in this workspace: from its file, or found from the token. */
export async function openWorkspace(
  tx: Tx,
  platform: "slack" | "teams",
  workspace: string,
): Promise<void> {
  await sql`
    insert into handrail.workspaces (organisation_id, platform, workspace)
    values (handrail.organisation(), ${platform}, ${workspace})
    on conflict (organisation_id, platform, workspace) do update set state = 'active'`.execute(tx);
}

/** The file names these and no others any more. */
async function leaveWorkspaces(
  tx: Tx,
  platform: "slack" | "teams",
  kept: readonly string[],
): Promise<void> {
  const gone = await tx
    .selectFrom("workspaces")
    .select("workspace")
    .where("platform", "=", platform)
    .where("state", "=", "active")
    .where("workspace", "not in", kept)
    .execute();
  for (const { workspace } of gone) await closeWorkspace(tx, platform, workspace);
}

const applyAdmins = (
  tx: Tx,
  { admins }: OrganisationFile,
  ids: ReadonlyMap<string, string>,
): Promise<unknown> =>
  tx
    .updateTable("organisations")
    .set({ admins: admins.flatMap((email) => ids.get(email) ?? []) })
    .execute();

async function applyTeams(
  tx: Tx,
  file: OrganisationFile,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  for (const team of file.teams) {
    const settings = JSON.stringify(settingsOf(team, file, ids));
    await sql`
      insert into handrail.teams (organisation_id, team, settings)
      values (handrail.organisation(), ${team.name}, ${settings}::jsonb)
      on conflict (organisation_id, team) do update set
        settings = excluded.settings, listed = true`.execute(tx);
  }
  await tx
    .updateTable("teams")
    .set({ listed: false })
    .where("team", "not in", file.teams.length === 0 ? [""] : file.teams.map((team) => team.name))
    .execute();
  await tx.deleteFrom("memberships").execute();
  const rows = file.teams.flatMap((team) => [
    ...team.agents.map((email) => ({ team: team.name, person: ids.get(email), role: "agent" })),
    ...team.supervisors.map((email) => ({
      team: team.name,
      person: ids.get(email),
      role: "supervisor",
    })),
  ]);
  await sql`
    insert into handrail.memberships (organisation_id, team, person, role)
    select handrail.organisation(), m.team, m.person, m.role
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) m(team text, person uuid, role text)
    where m.person is not null on conflict do nothing`.execute(tx);
  await joinTeamsOfClaimed(tx);
}

/** What features read of a team, to be stored as JSON: people by id, because e-mails change. */
function settingsOf(
  team: TeamEntry,
  { wellbeing, heads, editors, emergencyNumbers }: OrganisationFile,
  ids: ReadonlyMap<string, string>,
): object {
  const byId = (notify: string | readonly string[]) =>
    typeof notify === "string" ? notify : notify.flatMap((email) => ids.get(email) ?? []);
  const escalation = Object.fromEntries(
    Object.entries(team.policies).map(([level, policy]) => [
      level,
      {
        ...policy,
        steps: policy.steps.map((step) => ({
          ...step,
          notify: byId(step.notify as string | readonly string[]),
        })),
      },
    ]),
  );
  // The organisation's own, told to each team: who else can be turned to.
  const support = {
    leads: byId(wellbeing.leads),
    heads: byId(heads),
    contacts: byId(wellbeing.contacts),
    editors: byId(editors),
    employeeAssistance: wellbeing.employeeAssistance,
    emergencyNumbers,
  };
  const { realTimeDesk, ...breaks } = team.breaks;
  return {
    escalation,
    breaks: {
      ...breaks,
      realTimeDesk: realTimeDesk === undefined ? undefined : byId(realTimeDesk),
    },
    checkIns: team.checkIns,
    offers: team.offers,
    phrases: team.phrases,
    ladder: team.ladder,
    support,
    hours: team.hours,
  };
}
