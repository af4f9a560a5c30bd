import type { OrganisationId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Access, Tokens } from "../../platform/installs.ts";
import type { Database } from "../../runtime/database/database.ts";
import type { Vault } from "../../runtime/keys.ts";

/*
 * The tokens of a workspace in the database, sealed. Times are the machine's: Slack knows nothing of
 * a clock that was pushed.
 */

const placeOf = (organisation: OrganisationId, workspace: string): string =>
  `${organisation}/installs/slack/${workspace}`;

/** Both tokens as one sealed text. */
export const sealTokens = (
  vault: Vault,
  organisation: OrganisationId,
  workspace: string,
  { token, renewal }: Tokens,
): Promise<string> =>
  vault.seal(
    placeOf(organisation, workspace),
    JSON.stringify({ token, refreshToken: renewal?.refreshToken }),
  );

export const endOf = ({ renewal }: Tokens): Date | null =>
  renewal === undefined ? null : new Date(renewal.until);

/** `undefined`: there are none, or no key opens them. */
export async function readTokens(
  db: Database,
  vault: Vault,
  organisation: OrganisationId,
  workspace: string,
): Promise<Access | undefined> {
  const [row] = await db.once(
    organisation,
    `select sealed, version, ends_at from handrail.installs
    where organisation_id = $1 and platform = 'slack' and workspace = $2`,
    [organisation, workspace],
  );
  if (row === undefined) return undefined;
  const opened = await vault.open(placeOf(organisation, workspace), String(row["sealed"]));
  if (opened === undefined) return undefined;
  const { token, refreshToken } = JSON.parse(opened) as { token: string; refreshToken?: string };
  const until = row["ends_at"];
  return {
    token,
    version: Number(row["version"]),
    ...(refreshToken === undefined || typeof until !== "number"
      ? {}
      : { renewal: { refreshToken, until } }),
  };
}

/** The workspace is another organisation's now: its tokens, sealed for that one. */
export async function moveTokens(
  db: Database,
  vault: Vault,
  workspace: string,
  { from, to }: { readonly from: OrganisationId; readonly to: OrganisationId },
): Promise<void> {
  const tokens = await readTokens(db, vault, from, workspace);
  if (tokens === undefined) return;
  const [before] = await db.once(
    from,
    `delete from handrail.installs
    where organisation_id = $1 and platform = 'slack' and workspace = $2 returning scopes`,
    [from, workspace],
  );
  const sealed = await sealTokens(vault, to, workspace, tokens);
  await db.once(
    to,
    `insert into handrail.installs (organisation_id, platform, workspace, installed_at, version,
      sealed, scopes, ends_at)
    values ($1, 'slack', $2, clock_timestamp(), $3, $4, $5, $6)
    on conflict (organisation_id, platform, workspace) do update set sealed = excluded.sealed,
      scopes = excluded.scopes, ends_at = excluded.ends_at, version = excluded.version`,
    [to, workspace, tokens.version, sealed, before?.["scopes"], endOf(tokens)],
  );
}

export async function endingBefore(db: Database, time: Instant): Promise<string[]> {
  const [rows = []] = await db.sweep(
    `select workspace from handrail.installs
    where platform = 'slack' and ends_at < $1 order by ends_at limit 1000`,
    [new Date(time)],
  );
  return rows.map((row) => String(row["workspace"]));
}

/** One asker at a time: a refresh token works once (docs/platforms.md S12). */
export async function mayRenew(
  db: Database,
  organisation: OrganisationId,
  workspace: string,
  version: number,
): Promise<boolean> {
  const leased = await db.once(
    organisation,
    `update handrail.installs set leased_until = clock_timestamp() + interval '10 seconds'
    where organisation_id = $1 and platform = 'slack' and workspace = $2 and version = $3
      and (leased_until is null or leased_until < clock_timestamp()) returning version`,
    [organisation, workspace, version],
  );
  return leased.length === 1;
}

/** Where somebody installed the app anew meanwhile, those tokens stay. */
export async function renewTokens(
  db: Database,
  vault: Vault,
  organisation: OrganisationId,
  workspace: string,
  version: number,
  tokens: Tokens,
): Promise<void> {
  const sealed = await sealTokens(vault, organisation, workspace, tokens);
  await db.once(
    organisation,
    `update handrail.installs
    set sealed = $4, ends_at = $5, leased_until = null, version = version + 1
    where organisation_id = $1 and platform = 'slack' and workspace = $2 and version = $3`,
    [organisation, workspace, version, sealed, endOf(tokens)],
  );
}

export async function forgetTokens(
  db: Database,
  organisation: OrganisationId,
  workspace: string,
  version: number,
): Promise<boolean> {
  const deleted = await db.once(
    organisation,
    `delete from handrail.installs
    where organisation_id = $1 and platform = 'slack' and workspace = $2 and version = $3
    returning version`,
    [organisation, workspace, version],
  );
  return deleted.length > 0;
}
