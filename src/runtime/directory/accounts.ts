import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { OrganisationId, PersonId, Platform } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { AccountFacts, Sender } from "../../platform/adapter.ts";
import { checkedFacts } from "../../platform/facts.ts";
import type { Database, Tx } from "../database/database.ts";
import { admit } from "./admit.ts";
import { claimAddress } from "./claims.ts";
import { lockOrganisation } from "./workspaces.ts";

export interface Met {
  /** An account with a person now has the address of another entry of the file. */
  readonly moved: boolean;
  /** Whoever can be written to through this account from now on. */
  readonly found?: PersonId | undefined;
}

/**
 * Keeps what a platform told us of an account. The account's person stays. An account without a
 * person becomes that of the person with its address (see claims.ts).
 */
export async function meet(
  db: Database,
  organisation: OrganisationId,
  platform: Platform,
  workspace: string,
  told: AccountFacts,
): Promise<Met> {
  const facts = checkedFacts(told);
  await admit(db, organisation, facts);
  const met = await meetAgain(db, organisation, platform, workspace, facts);
  if (met !== undefined) return met;
  return db.inOrganisation(organisation, async (tx) => {
    // All other new accounts wait behind this lock.
    await lockOrganisation.execute(tx);
    return takeIn(tx, platform, workspace, facts);
  });
}

/**
 * Keeps what is new of an account whose kind and person stay the same. Most first commands come to
 * this. It locks only its own row. The organisation's row, which all accounts share, is not
 * touched.
 * @returns undefined: it is new, or of another kind or person than before
 */
async function meetAgain(
  db: Database,
  organisation: OrganisationId,
  platform: Platform,
  workspace: string,
  facts: AccountFacts,
): Promise<Met | undefined> {
  const { account, kind, name, timeZone, locale, route, email } = facts;
  const rows = await db.once(
    organisation,
    `with before as materialized (
      select blocked from handrail.accounts where organisation_id = handrail.organisation()
        and platform = $1 and workspace = $2 and account = $3
    )
    update handrail.accounts set name = $5, time_zone = coalesce($6, time_zone),
      locale = coalesce($7, locale), route = coalesce($8, route), blocked = null,
      seen_at = handrail.now()
    where organisation_id = handrail.organisation() and platform = $1 and workspace = $2
      and account = $3 and kind = $4 and ($9::text is null or email = $9)
      and (person is not null or not exists (
        select 1 from handrail.people p
        where p.organisation_id = handrail.organisation() and p.email = $9))
    returning case when kind = 'member' and (select blocked from before) is not null
      then person end as found`,
    [
      platform,
      workspace,
      account,
      kind,
      name,
      timeZone ?? null,
      locale ?? null,
      route ?? null,
      email ?? null,
    ],
  );
  const row = rows[0];
  return row === undefined ? undefined : { moved: false, found: row["found"] as Met["found"] };
}

/** The listed person of its address, who has no other account on that platform. */
const ownerOf = (platform: Platform, account: string, { email, kind }: AccountFacts) =>
  email === undefined || kind !== "member"
    ? sql`null::uuid`
    : sql`(
        select p.person from handrail.people p
        where p.organisation_id = handrail.organisation() and p.email = ${email} and p.listed
          and not exists (
            select 1 from handrail.accounts a where a.organisation_id = p.organisation_id
              and a.person = p.person and a.platform = ${platform} and a.kind = 'member'
              and a.account <> ${account}))`;

async function takeIn(
  tx: Tx,
  platform: Platform,
  workspace: string,
  facts: AccountFacts,
): Promise<Met> {
  const { account, kind, name, email = null } = facts;
  const { rows } = await sql<{
    account_id: string;
    person: string | null;
    own: string | null;
    was_open: boolean;
  }>`
    with before as materialized (
      select person is not null and kind = 'member' and blocked is null as open
      from handrail.accounts where organisation_id = handrail.organisation()
        and platform = ${platform} and workspace = ${workspace} and account = ${account}
    ), kept as (
      insert into handrail.accounts (organisation_id, account_id, person, platform, workspace,
        account, kind, name, time_zone, locale, route, email, seen_at)
      values (handrail.organisation(), ${randomUUID()}, ${ownerOf(platform, account, facts)},
        ${platform}, ${workspace}, ${account}, ${kind}, ${name}, ${facts.timeZone ?? null},
        ${facts.locale ?? null}, ${facts.route ?? null}, ${email}, handrail.now())
      on conflict (organisation_id, platform, workspace, account) do update set
        person = coalesce(accounts.person, excluded.person), kind = excluded.kind, name = excluded.name,
        time_zone = coalesce(excluded.time_zone, accounts.time_zone),
        locale = coalesce(excluded.locale, accounts.locale),
        route = coalesce(excluded.route, accounts.route),
        email = coalesce(excluded.email, accounts.email), blocked = null,
        seen_at = excluded.seen_at
      returning account_id, person
    )
    select kept.account_id, kept.person, p.email as own,
      coalesce((select open from before), false) as was_open from kept
    left join handrail.people p
      on p.organisation_id = handrail.organisation() and p.person = kept.person`.execute(tx);
  const kept = rows[0];
  if (kept === undefined || kind !== "member") return { moved: false };
  const found = kept.was_open ? undefined : (kept.person ?? undefined);
  if (email === null) return { moved: false, found };
  // A platform gives an address to one account at a time.
  await sql`
    update handrail.accounts set email = null
    where organisation_id = handrail.organisation() and platform = ${platform}
      and workspace = ${workspace} and email = ${email} and account <> ${account}`.execute(tx);
  if (kept.person === null) {
    await claimAddress(tx, { account_id: kept.account_id, name }, email);
    return { moved: false };
  }
  if (kept.own === email) return { moved: false, found };
  const another = await tx
    .selectFrom("people")
    .select("person")
    .where("email", "=", email)
    .where("listed", "=", true)
    .executeTakeFirst();
  return { moved: another !== undefined, found };
}

/**
 * @returns the person, if they may act: a member, and named in the file today. Read when the
 * gesture arrives.
 */
export async function whoIs(
  tx: Tx,
  from: Sender,
): Promise<{ person: PersonId } | { stranger: "unknown" | "guest" | "outside" | "unlisted" }> {
  const row = await tx
    .selectFrom("accounts as a")
    .leftJoin("people as p", (join) =>
      join.onRef("p.organisation_id", "=", "a.organisation_id").onRef("p.person", "=", "a.person"),
    )
    .select(["a.person", "a.kind", "p.listed"])
    .where("a.platform", "=", from.platform)
    .where("a.workspace", "=", from.workspace)
    .where("a.account", "=", from.account)
    .executeTakeFirst();
  if (row === undefined) return { stranger: "unknown" };
  if (row.kind !== "member") return { stranger: row.kind === "guest" ? "guest" : "outside" };
  if (row.person === null) return { stranger: "unknown" };
  return row.listed === true ? { person: row.person } : { stranger: "unlisted" };
}

/** Do-not-disturb, as the platform knows it. */
export async function setQuiet(
  db: Database,
  organisation: OrganisationId,
  from: Sender,
  until: Instant | undefined,
): Promise<void> {
  await db.inOrganisation(organisation, (tx) =>
    tx
      .updateTable("accounts")
      .set({ quiet_until: until === undefined ? null : new Date(until) })
      .where("platform", "=", from.platform)
      .where("workspace", "=", from.workspace)
      .where("account", "=", from.account)
      .execute(),
  );
}

/**
 * Marks a route that ended for good, until we hear of the account again. If only one message failed
 * (an edit, or a fault of the whole workspace), `marks` is false and nothing is marked.
 * @returns how many other accounts of the person have, or are about to get, the same message
 */
export async function block(
  tx: Tx,
  person: PersonId,
  message: { feature: string; subject: string; view: string; occasion: string; account_id: string },
  code: string,
  marks: boolean,
): Promise<number> {
  await tx
    .selectFrom("accounts")
    .select("account_id")
    .where("person", "=", person)
    .orderBy("account_id")
    .forUpdate()
    .execute();
  if (marks)
    await tx
      .updateTable("accounts")
      .set({ blocked: code })
      .where("account_id", "=", message.account_id)
      .execute();
  const others = await tx
    .selectFrom("messages as m")
    .innerJoin("accounts as a", (join) =>
      join
        .onRef("a.organisation_id", "=", "m.organisation_id")
        .onRef("a.account_id", "=", "m.account_id"),
    )
    .select("m.account_id")
    .where("m.feature", "=", message.feature)
    .where("m.subject", "=", message.subject)
    .where("m.view", "=", message.view)
    .where("m.occasion", "=", message.occasion)
    .where("m.state", "=", "live")
    .where("a.person", "=", person)
    .where("a.blocked", "is", null)
    .where("m.account_id", "<>", message.account_id)
    .execute();
  return others.length;
}

/**
 * A route that ended is tried again within the hour, even if its person never writes to us. A
 * closed chat may be open again. If it is not, the next person is asked at once as before.
 */
export const tryAgain = (tx: Tx): Promise<unknown> =>
  tx.updateTable("accounts").set({ blocked: null }).where("blocked", "is not", null).execute();
