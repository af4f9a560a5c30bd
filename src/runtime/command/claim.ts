import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Sender as Origin } from "../../platform/adapter.ts";
import type { Tx } from "../database/database.ts";

/** Who sent a delivery, as this transaction finds them. */
export interface Claim {
  /** False: it was carried out before. */
  readonly first: boolean;
  readonly account: string | null;
  readonly person: PersonId | null;
  readonly kind: string | null;
  readonly listed: boolean | null;
}

/**
 * Claims the delivery and reads who sent it, in one statement. It locks the person's row, so two
 * commands of one person never run at once. A second `/escalate` therefore finds the request of the
 * first.
 */
export async function claimDelivery(tx: Tx, from: Origin, delivery: string): Promise<Claim> {
  const { rows } = await sql<Claim>`
    with who as (
      select a.account_id, a.person, a.kind, p.listed
      from handrail.accounts a
      left join handrail.people p on p.organisation_id = a.organisation_id and p.person = a.person
      where a.organisation_id = handrail.organisation() and a.platform = ${from.platform}
        and a.workspace = ${from.workspace} and a.account = ${from.account}
    ), claim as (
      insert into handrail.inbox (organisation_id, delivery, received_at)
      select handrail.organisation(), ${delivery}, handrail.now() from who
      where kind = 'member' and listed
      on conflict do nothing returning 1
    ), heard as (
      -- Whoever writes to us can be reached again.
      update handrail.accounts a set blocked = null from who
      where a.organisation_id = handrail.organisation() and a.account_id = who.account_id
        and a.blocked is not null
    ), locked as (
      -- After the claim, always: two deliveries of one gesture would otherwise wait for each other.
      select 1 from handrail.people p where p.organisation_id = handrail.organisation()
        and p.person = (select person from who where (select count(*) from claim) >= 0)
      for no key update
    )
    select exists (select 1 from claim) as first, account_id as account, person, kind, listed,
      (select count(*) from locked)
    from (select 1) one left join who on true`.execute(tx);
  const claim = rows[0];
  if (claim === undefined) throw new Error("the claim returned no row");
  return claim;
}
