import { sql } from "kysely";
import type { OrganisationId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { isAdminOf } from "../../people/support.ts";
import { insertKey, isInUse, type listKeys, secretWith } from "../../runtime/api/keys.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Find, Locked, Note, Shell, Statement } from "../../runtime/feature.ts";
import { hashOf } from "../../runtime/secrets.ts";
import type { Command, Event, Facts, Key, Shown } from "./rules.ts";

/** Numbers of the organisation's keys. */
export interface Counted {
  readonly lately: number;
  readonly inUse: number;
}

export const load = (organisation: OrganisationId, find: Find) =>
  sql<{ state: Key; version: number }>`
    select jsonb_strip_nulls(jsonb_build_object('id', key, 'by', made_by, 'scopes', scopes,
      'lastAt', floor(extract(epoch from coalesce(revoked_at, made_at)) * 1000),
      'until', floor(extract(epoch from expires_at) * 1000),
      'revoked', case when revoked_at is not null then true end)) as state, version
    from handrail.api_keys where organisation_id = ${organisation}
      and key = ${"subject" in find ? find.subject : null}::uuid for update`;

export async function read(tx: Tx): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select (count(*) filter (where made_at > handrail.now() - interval '1 hour'))::int as lately,
      (count(*) filter (where ${isInUse}))::int as "inUse"
    from handrail.api_keys where organisation_id = handrail.organisation()`.execute(tx);
  return rows[0] ?? { lately: 0, inUse: 0 };
}

export const facts = (
  { organisation }: Shell,
  { given: { by }, note }: Locked<Key, Command>,
  counted: Counted,
): Facts => ({
  ...counted,
  isAdmin: isAdminOf(organisation, by),
  made: note === undefined ? undefined : madeWith(organisation.id, note),
});

/** What a key is known by that is being made. */
const madeWith = (organisation: OrganisationId, { name = "", random = "" }: Note): Shown => ({
  name,
  hash: hashOf(secretWith(organisation, random)),
});

export const write = (
  _shell: Shell,
  key: Key,
  { events, facts: { made }, version }: Change<Command, Event, Facts>,
): Statement[] =>
  events.map((event) => {
    if (event.type === "made") {
      if (made === undefined) throw new Error("a key came without its secret");
      return insertKey({ key: key.id, ...made, ...event });
    }
    return sql`
      update handrail.api_keys set version = ${version}, revoked_at = ${new Date(event.at)}
      where organisation_id = handrail.organisation() and key = ${key.id}::uuid`;
  });

export async function readKey(tx: Tx, _: Shell, key: SubjectId): Promise<Shown | undefined> {
  return tx
    .selectFrom("api_keys")
    .select(["name", "secret_hash as hash"])
    .where("key", "=", key)
    .executeTakeFirst();
}

/** As long as any history. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.journal where organisation_id = handrail.organisation()
    and feature = 'keys' and at < (select handrail.now()) - interval '24 months'`.execute(tx);
}

export type KeyRow = Awaited<ReturnType<typeof listKeys>>[number];

/** Whether it opens nothing any more. */
export const isOver = ({ revoked_at, expires_at }: KeyRow, now: Instant): boolean =>
  revoked_at !== null || (expires_at !== null && expires_at <= now);
