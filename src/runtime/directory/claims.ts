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
 * A member's account has the address of a listed person, who has another account on the platform. It
 * becomes that of a new person who claims to be that one, and the one is asked. Nothing happens where
 * nobody has the address.
 */
export async function claimAddress(
  tx: Tx,
  account: { readonly account_id: string; readonly name: string },
  email: string,
): Promise<void> {
  await sql`
    with made as (
      insert into handrail.people (organisation_id, person, name, claims)
      select organisation_id, gen_random_uuid(), ${account.name}, person from handrail.people
      where organisation_id = handrail.organisation() and email = ${email} and listed
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
