import { sql } from "kysely";
import type { AccountId, PersonId, Platform, SubjectId, TeamName } from "../../kernel/ids.ts";
import { type Instant, type Millis, hours } from "../../kernel/time.ts";
import type { Sender } from "../../platform/adapter.ts";
import type { Statement } from "../database/commit.ts";
import type { Tx } from "../database/database.ts";

/** Nobody has looked for this long, or it began so long ago: then one signs in again. */
const idleAfter: Millis = hours(12);
const endsAfter: Millis = hours(7 * 24);
/** More sessions than this of one person: the oldest end. */
const mostSessions = 10;

const inUse = sql`desk_sessions.seen_at > handrail.now() - make_interval(secs => ${idleAfter / 1_000})
  and desk_sessions.started_at > handrail.now() - make_interval(secs => ${endsAfter / 1_000})`;

export interface Owner {
  readonly person: PersonId;
  readonly account: AccountId;
}

/** A link for whom, and to which kind of file; to none where it signs in. */
interface Used extends Owner {
  readonly file: string | null;
}

/** Uses a link up. @returns for whom it was; `undefined`: used before, too old, or to something else */
export async function useLink(tx: Tx, link: string, to: "pages" | "file") {
  const { rows } = await sql<Used>`
    update handrail.desk_links set used_at = handrail.now()
    where organisation_id = handrail.organisation() and link = ${link} and used_at is null
      and expires_at > handrail.now() and (file is null) = ${to === "pages"}
    returning person, account_id as account, file`.execute(tx);
  return rows[0];
}

/** A link that works once. Its row holds no secret. @param file the kind of file; its id is the link's */
export const keepLink = (link: {
  readonly id: SubjectId;
  readonly person: PersonId;
  readonly account: AccountId;
  readonly until: Instant;
  readonly file?: string;
}): Statement => sql`
  insert into handrail.desk_links (organisation_id, link, person, account_id, expires_at, file)
  values (handrail.organisation(), ${link.id}, ${link.person}, ${link.account},
    ${new Date(link.until)}, ${link.file ?? null})`;

/** The listed person of an address, and an account of theirs to act through. */
export async function ownerOfEmail(tx: Tx, email: string): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`
    select p.person, a.account_id as account from handrail.people p
    join handrail.accounts a on a.organisation_id = p.organisation_id and a.person = p.person
    where p.organisation_id = handrail.organisation() and p.email = ${email} and p.listed
      and a.kind = 'member' order by a.platform, a.account_id limit 1`.execute(tx);
  return rows[0];
}

/** Whose account it is: a member's, of somebody listed. */
export async function ownerOfAccount(tx: Tx, from: Sender): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`
    select p.person, a.account_id as account from handrail.people p
    join handrail.accounts a on a.organisation_id = p.organisation_id and a.person = p.person
    where p.organisation_id = handrail.organisation() and a.platform = ${from.platform}
      and a.workspace = ${from.workspace} and a.account = ${from.account} and p.listed
      and a.kind = 'member'`.execute(tx);
  return rows[0];
}

export async function begin(tx: Tx, { person, account }: Owner, hash: string): Promise<void> {
  await sql`
    insert into handrail.desk_sessions
      (organisation_id, secret_hash, person, account_id, started_at, seen_at)
    values (handrail.organisation(), ${hash}, ${person}, ${account}, handrail.now(),
      handrail.now())`.execute(tx);
  await sql`
    delete from handrail.desk_sessions where organisation_id = handrail.organisation()
      and person = ${person} and secret_hash not in (
        select secret_hash from handrail.desk_sessions
        where organisation_id = handrail.organisation() and person = ${person}
        order by seen_at desc, secret_hash limit ${mostSessions})`.execute(tx);
}

/**
 * The account of a session that is in use, and of a member. It counts as looked at, noted once in
 * a few minutes.
 */
export async function accountOf(tx: Tx, hash: string): Promise<Sender | undefined> {
  const { rows } = await sql<{ platform: Platform; workspace: string; account: string }>`
    with seen as (
      update handrail.desk_sessions set seen_at = handrail.now()
      where organisation_id = handrail.organisation() and secret_hash = ${hash} and ${inUse}
        and seen_at < handrail.now() - interval '5 minutes'
    )
    select a.platform, a.workspace, a.account from handrail.desk_sessions
    join handrail.accounts a using (organisation_id, account_id, person)
    join handrail.people p using (organisation_id, person)
    where organisation_id = handrail.organisation() and secret_hash = ${hash} and ${inUse}
      and a.kind = 'member' and p.listed`.execute(tx);
  return rows[0];
}

export async function end(tx: Tx, hash: string): Promise<void> {
  await tx.deleteFrom("desk_sessions").where("secret_hash", "=", hash).execute();
}

/** Links that are over, sessions that nobody can use, and screens whose maker has left. */
export async function forgetOld(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.desk_links where organisation_id = handrail.organisation()
      and expires_at < handrail.now() - interval '1 hour'`.execute(tx);
  await sql`
    delete from handrail.desk_sessions
    where organisation_id = handrail.organisation() and not (${inUse})`.execute(tx);
  await sql`
    delete from handrail.desk_walls w using handrail.people p
    where w.organisation_id = handrail.organisation() and p.organisation_id = w.organisation_id
      and p.person = w.made_by and not p.listed`.execute(tx);
}

/** What a room's screen shows; `undefined`: its link was ended, or its maker has left. */
export async function wallOf(
  tx: Tx,
  wall: string,
): Promise<{ readonly teams: readonly TeamName[]; readonly madeBy: PersonId } | undefined> {
  const found = await tx
    .selectFrom("desk_walls as w")
    .innerJoin("people as p", (join) =>
      join.onRef("p.organisation_id", "=", "w.organisation_id").onRef("p.person", "=", "w.made_by"),
    )
    .select(["w.teams", "w.made_by"])
    .where("w.wall", "=", wall)
    .where("p.listed", "=", true)
    .executeTakeFirst();
  return found && { teams: found.teams, madeBy: found.made_by };
}

/** The screen with this id, whoever made it. */
export async function wallRow(
  tx: Tx,
  wall: string,
): Promise<{ readonly teams: readonly TeamName[]; readonly madeBy: PersonId } | undefined> {
  const row = await tx
    .selectFrom("desk_walls")
    .select(["teams", "made_by"])
    .where("wall", "=", wall)
    .executeTakeFirst();
  return row && { teams: row.teams, madeBy: row.made_by };
}

export interface WallNow {
  readonly wall: string;
  readonly teams: readonly TeamName[];
  readonly made_by: PersonId;
  readonly made_at: Instant;
}

/** All screens of the organisation, the oldest first. */
export const walls = (tx: Tx): Promise<WallNow[]> =>
  tx
    .selectFrom("desk_walls")
    .select(["wall", "teams", "made_by", "made_at"])
    .orderBy("made_at")
    .execute();
