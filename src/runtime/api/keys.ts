import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { OrganisationId } from "../../kernel/ids.ts";
import { type ApiKey, type Scope, scopes } from "../../platform/api.ts";
import type { Tx } from "../database/database.ts";
import { hashOf, newSecret, organisationIn } from "../secrets.ts";

/* Keys of programs. */

const prefix = "hr_";

/** @returns the organisation that a key's secret names; `undefined`: it has not the shape of one */
export const organisationOf = (secret: string): OrganisationId | undefined =>
  organisationIn(secret, prefix);

export const isScope = (text: string): text is Scope =>
  (scopes as readonly string[]).includes(text);

/** The key of a secret, if it is in use. That it is used is noted once in a few minutes. */
export async function findKey(
  tx: Tx,
  organisation: OrganisationId,
  hash: string,
): Promise<ApiKey | undefined> {
  const { rows } = await sql<{ key: string; scopes: string[] }>`
    with used as (
      update handrail.api_keys set used_at = handrail.now()
      where organisation_id = handrail.organisation() and secret_hash = ${hash}
        and revoked_at is null and coalesce(used_at < handrail.now() - interval '5 minutes', true)
    )
    select key, scopes from handrail.api_keys
    where organisation_id = handrail.organisation() and secret_hash = ${hash}
      and revoked_at is null`.execute(tx);
  const [found] = rows;
  return found && { organisation, key: found.key, scopes: found.scopes.filter(isScope) };
}

/** @returns the secret, which nobody can read again */
export async function makeKey(
  tx: Tx,
  organisation: OrganisationId,
  { name, scopes: may }: { readonly name: string; readonly scopes: readonly Scope[] },
): Promise<{ readonly key: string; readonly secret: string }> {
  const secret = newSecret(organisation, prefix);
  const key = randomUUID();
  await sql`
    insert into handrail.api_keys (organisation_id, key, name, scopes, secret_hash, made_at)
    values (handrail.organisation(), ${key}, ${name}, ${[...may]}::text[], ${hashOf(secret)},
      handrail.now())`.execute(tx);
  return { key, secret };
}

/** All that were made, the newest first. */
export const listKeys = (tx: Tx) =>
  tx
    .selectFrom("api_keys")
    .select(["key", "name", "scopes", "made_at", "used_at", "revoked_at"])
    .orderBy("made_at", "desc")
    .execute();

/** @returns whether there was one to revoke */
export async function revokeKey(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await sql`
    update handrail.api_keys set revoked_at = handrail.now()
    where organisation_id = handrail.organisation() and key = ${key}::uuid and revoked_at is null
    returning 1`.execute(tx);
  return rows.length > 0;
}
