import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { OrganisationId, PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type ApiKey, type Scope, scopes } from "../../platform/api.ts";
import type { Statement } from "../database/commit.ts";
import type { Tx } from "../database/database.ts";
import { hashOf, newSecret, organisationIn } from "../secrets.ts";

/* Keys of programs. */

const prefix = "hr_";

/** @returns the organisation that a key's secret names; `undefined`: it has not the shape of one */
export const organisationOf = (secret: string): OrganisationId | undefined =>
  organisationIn(secret, prefix);

export const isScope = (text: string): text is Scope =>
  (scopes as readonly string[]).includes(text);

/** The secret of a key, by the random part of it. */
export const secretWith = (organisation: OrganisationId, random: string): string =>
  newSecret(organisation, prefix, random);

/** Neither revoked nor at its end. */
export const isInUse = sql`(revoked_at is null
  and coalesce(expires_at > handrail.now(), true))`;

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
        and ${isInUse} and coalesce(used_at < handrail.now() - interval '5 minutes', true)
    )
    select key, scopes from handrail.api_keys
    where organisation_id = handrail.organisation() and secret_hash = ${hash}
      and ${isInUse}`.execute(tx);
  const [found] = rows;
  return found && { organisation, key: found.key, scopes: found.scopes.filter(isScope) };
}

interface NewKey {
  readonly key: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly hash: string;
  /** Absent: the operator makes it. */
  readonly by?: PersonId;
  /** When it ends by itself. */
  readonly until?: Instant;
}

/** Of the secret only the hash is kept. */
export const insertKey = ({ key, name, scopes, hash, by, until }: NewKey): Statement => sql`
  insert into handrail.api_keys (organisation_id, key, name, scopes, secret_hash, made_at, made_by,
    expires_at)
  values (handrail.organisation(), ${key}::uuid, ${name}, ${[...scopes]}::text[], ${hash},
    handrail.now(), ${by ?? null}::uuid, ${until === undefined ? null : new Date(until)})`;

/** By the operator. @returns the secret, which nobody can read again */
export async function makeKey(
  tx: Tx,
  organisation: OrganisationId,
  { name, scopes: may }: { readonly name: string; readonly scopes: readonly Scope[] },
): Promise<{ readonly key: string; readonly secret: string }> {
  const secret = newSecret(organisation, prefix);
  const key = randomUUID();
  await insertKey({ key, name, scopes: may, hash: hashOf(secret) }).execute(tx);
  await journal(tx, key, { type: "made", scopes: may });
  return { key, secret };
}

/** What an operator did stands in the journal without who they are: Handrail knows no operator. */
const journal = (tx: Tx, key: string, event: object) =>
  sql`
    insert into handrail.journal (organisation_id, feature, subject, version, number, at, by, event)
    select handrail.organisation(), 'keys', key, version, 0, handrail.now(), null,
      ${JSON.stringify(event)}::jsonb
    from handrail.api_keys where organisation_id = handrail.organisation()
      and key = ${key}::uuid`.execute(tx);

/** All that were made, the newest first. */
export const listKeys = (tx: Tx) =>
  tx
    .selectFrom("api_keys")
    .select(["key", "name", "scopes", "made_at", "made_by", "used_at", "expires_at", "revoked_at"])
    .orderBy("made_at", "desc")
    .execute();

/** By the operator. @returns whether there was one to revoke */
export async function revokeKey(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await sql`
    update handrail.api_keys set revoked_at = handrail.now(), version = version + 1
    where organisation_id = handrail.organisation() and key = ${key}::uuid and revoked_at is null
    returning 1`.execute(tx);
  if (rows.length > 0) await journal(tx, key, { type: "revoked" });
  return rows.length > 0;
}
