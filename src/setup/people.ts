import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { OrganisationFile } from "../config/types.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import { identify } from "./identify.ts";

/**
 * Brings people and their pinned accounts up to the file. @returns the person of each entry, by
 * address
 */
export async function applyPeople(
  tx: Tx,
  file: OrganisationFile,
): Promise<ReadonlyMap<string, PersonId>> {
  const found = await identifyEntries(tx, file);
  const ids = new Map(
    file.people.map(({ email }) => [email, found.get(email) ?? (randomUUID() as PersonId)]),
  );
  await savePeople(tx, file, ids);
  // Plans that this session made while tables were small would read whole tables for each account.
  await sql`discard plans`.execute(tx);
  await bindPinned(tx, file, ids);
  return ids;
}

async function identifyEntries(tx: Tx, file: OrganisationFile): Promise<Map<string, PersonId>> {
  const [people, accounts, now] = await together(
    tx
      .selectFrom("people")
      .select(["person as id", "email", "listed", "left_at as leftAt"])
      .where("claims", "is", null)
      .execute(),
    tx
      .selectFrom("accounts")
      .select(["platform", "account", "person", "email", "seen_at as seenAt"])
      .where("person", "is not", null)
      .where("kind", "=", "member")
      .execute(),
    sql<{ at: number }>`select handrail.now() as at`.execute(tx),
  );
  return identify(
    file.people,
    // People unlisted before this column existed left long ago.
    people.map((row) => ({ ...row, leftAt: row.listed ? null : (row.leftAt ?? 0) })),
    accounts.map((row) => ({
      ...row,
      platform: row.platform as "slack" | "teams",
      person: row.person as PersonId,
    })),
    now.rows[0]?.at ?? 0,
  );
}

async function savePeople(
  tx: Tx,
  file: OrganisationFile,
  ids: ReadonlyMap<string, PersonId>,
): Promise<void> {
  const rows = JSON.stringify(
    file.people.map((entry) => ({
      person: ids.get(entry.email),
      email: entry.email,
      name: entry.name,
      named: entry.named,
      time_zone: entry.timeZone ?? null,
      desk: entry.desk ?? null,
      extension: entry.extension ?? null,
      channel: entry.channel ?? null,
      remote: entry.remote,
      join_url: entry.joinUrl ?? null,
      languages: entry.languages,
    })),
  );
  // An address is given up before somebody else takes it: each belongs to one person at a time.
  await sql`
    update handrail.people p set email = null
    from jsonb_to_recordset(${rows}::jsonb) f(person uuid, email text)
    where p.organisation_id = handrail.organisation() and p.email = f.email
      and p.person <> f.person`.execute(tx);
  await sql`
    update handrail.people p set email = null
    from jsonb_to_recordset(${rows}::jsonb) f(person uuid, email text)
    where p.organisation_id = handrail.organisation() and p.person = f.person
      and p.email <> f.email`.execute(tx);
  await sql`
    insert into handrail.people (organisation_id, person, email, name, named, time_zone, desk,
      extension, channel, remote, join_url, languages, listed)
    select handrail.organisation(), p.person, p.email, p.name, p.named, p.time_zone, p.desk,
      p.extension, p.channel, p.remote, p.join_url, p.languages, true
    from jsonb_to_recordset(${rows}::jsonb) p(person uuid, email text, name text, named boolean,
      time_zone text, desk text, extension text, channel text, remote boolean, join_url text,
      languages text[])
    on conflict (organisation_id, person) do update set email = excluded.email,
      name = excluded.name, named = excluded.named, time_zone = excluded.time_zone,
      desk = excluded.desk, extension = excluded.extension, channel = excluded.channel,
      remote = excluded.remote, join_url = excluded.join_url, languages = excluded.languages,
      listed = true, left_at = null`.execute(tx);
  // As a subquery it is hashed; a list of ten thousand parameters took seconds.
  await sql`
    update handrail.people set listed = false, left_at = handrail.now()
    where organisation_id = handrail.organisation() and listed and claims is null
      and person not in (
        select f.person from jsonb_to_recordset(${rows}::jsonb) f(person uuid))`.execute(tx);
  // A person who only claims an address stays as long as the address's owner does.
  await sql`
    update handrail.people p set listed = false, left_at = handrail.now() from handrail.people c
    where p.organisation_id = handrail.organisation() and p.listed
      and c.organisation_id = p.organisation_id and c.person = p.claims
      and not c.listed`.execute(tx);
}

/**
 * The accounts that the file pins. The file decides, and nobody else on that platform gets them.
 */
async function bindPinned(
  tx: Tx,
  file: OrganisationFile,
  ids: ReadonlyMap<string, PersonId>,
): Promise<void> {
  const pins = JSON.stringify(
    file.people.flatMap(({ accounts, email, name }) =>
      (["slack", "teams"] as const).flatMap((platform) =>
        accounts[platform] === undefined
          ? []
          : file.workspaces[platform].map((workspace) => ({
              platform,
              workspace,
              account: accounts[platform],
              name,
              person: ids.get(email),
            })),
      ),
    ),
  );
  const pinned = sql`jsonb_to_recordset(${pins}::jsonb)
    pin(person uuid, platform text, workspace text, account text, name text)`;
  await sql`
    insert into handrail.accounts (organisation_id, account_id, person, platform, workspace,
      account, kind, name, seen_at)
    select handrail.organisation(), gen_random_uuid(), pin.person, pin.platform, pin.workspace,
      pin.account, 'member', pin.name, handrail.now() from ${pinned}
    on conflict (organisation_id, platform, workspace, account)
      do update set person = excluded.person
      where accounts.person is distinct from excluded.person`.execute(tx);
  // Their earlier account on that platform becomes another person, who is told so. `not in` is
  // hashed; with `not exists` ten thousand people were compared with each other.
  await sql`
    with others as materialized (
      select distinct a.account_id, a.name, pin.person from ${pinned}
      join handrail.accounts a on a.organisation_id = handrail.organisation()
        and a.person = pin.person and a.platform = pin.platform
      where (a.platform, a.account) not in (select pin.platform, pin.account from ${pinned})
    ), strangers as materialized (
      select o.account_id, o.name, gen_random_uuid() as person from others o
    ), made as (
      insert into handrail.people (organisation_id, person, name, listed, left_at)
      select handrail.organisation(), person, name, false, handrail.now() from strangers
      returning person
    ), told as (
      insert into handrail.timers (organisation_id, feature, subject, command, due_at)
      select handrail.organisation(), 'accounts', person, 'unbound', handrail.now() from made
    )
    update handrail.accounts a set person = s.person from strangers s
    where a.organisation_id = handrail.organisation() and a.account_id = s.account_id
      and (select count(*) from made) > 0`.execute(tx);
}
