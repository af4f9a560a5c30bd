import { sql } from "kysely";
import type { Tx } from "../database/database.ts";

/*
 * An account with the address of somebody who has another account on that platform. An
 * administrator of the platform can give any account any address, so the address proves nothing. So
 * the account gets a person of its own (`people.claims`). That person may ask for help as an agent
 * of the same teams, and sees nothing of the other's.
 */

/** People with a claim are agents of the teams of the person they claim to be. */
export const joinTeamsOfClaimed = (tx: Tx): Promise<unknown> =>
  sql`
    insert into handrail.memberships (organisation_id, team, person, role)
    select distinct m.organisation_id, m.team, p.person, 'agent'
    from handrail.people p join handrail.memberships m
      on m.organisation_id = p.organisation_id and m.person = p.claims
    where p.organisation_id = handrail.organisation() and p.claims is not null and p.listed
    on conflict do nothing`.execute(tx);

/**
 * Gives a member's account a person, if it has none. This is the listed person with its address, if
 * they have no account on the platform. Otherwise it is a new person with a claim, and the owner of
 * the address is told.
 */
export async function bindByAddress(
  tx: Tx,
  account: { readonly account_id: string; readonly platform: string; readonly name: string },
  email: string,
): Promise<void> {
  const { rows } = await sql<{ person: string; taken: boolean }>`
    select p.person, exists (
      select 1 from handrail.accounts a where a.organisation_id = p.organisation_id
        and a.person = p.person and a.platform = ${account.platform} and a.kind = 'member'
        and a.account <> own.account) as taken
    from handrail.people p join handrail.accounts own
      on own.organisation_id = p.organisation_id and own.account_id = ${account.account_id}
    where p.organisation_id = handrail.organisation() and p.email = ${email}
      and p.listed`.execute(tx);
  const holder = rows[0];
  if (holder === undefined) return;
  if (!holder.taken) {
    await sql`
      update handrail.accounts set person = ${holder.person}
      where organisation_id = handrail.organisation()
        and account_id = ${account.account_id}`.execute(tx);
    return;
  }
  await sql`
    with made as (
      insert into handrail.people (organisation_id, person, name, claims)
      values (handrail.organisation(), gen_random_uuid(), ${account.name}, ${holder.person})
      returning person
    ), told as (
      insert into handrail.timers (organisation_id, feature, subject, command, due_at)
      select handrail.organisation(), 'accounts', person, 'claimed', handrail.now() from made
    )
    update handrail.accounts set person = made.person from made
    where organisation_id = handrail.organisation()
      and account_id = ${account.account_id}`.execute(tx);
  await joinTeamsOfClaimed(tx);
}
