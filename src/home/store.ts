import { sql } from "kysely";
import type { AccountId, PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { ghostMark } from "../runtime/messages/claims.ts";
import type { Tx } from "../runtime/database/database.ts";

/** A home page keeps nothing of its own: every visit begins from nothing. */
export interface Home {
  readonly person: PersonId;
  readonly lastAt: Instant;
}

/** Occasions of home cards are times, so the greatest is the newest; a copy that nobody knew of (`adoptPressed`) is as new as what it copies. */
const occasion = (table: string) =>
  sql<string>`split_part(${sql.ref(`${table}.occasion`)}, ${ghostMark}, 1) collate "C"`;

/** The occasion of the newest home card in each of somebody's accounts. */
export async function newestOf(tx: Tx, person: PersonId): Promise<ReadonlyMap<AccountId, string>> {
  const { rows } = await sql<{ account: AccountId; occasion: string }>`
    select m.account_id as account, max(${occasion("m")}) as occasion from handrail.messages m
    where m.organisation_id = handrail.organisation() and m.feature = 'home' and m.subject = ${person} and m.view = 'home' and m.state = 'live'
    group by m.account_id`.execute(tx);
  return new Map(rows.map((row) => [row.account, row.occasion]));
}

/**
 * Cards of shifts that began or ended two days ago: when somebody works is no history for anybody. What
 * they said to press is checked again when it is pressed.
 */
const forgetShifts = sql`
  delete from handrail.messages where organisation_id = handrail.organisation() and feature = 'home'
    and view in ('begins', 'leaves') and created_at < (select handrail.now()) - interval '2 days'
    and (state = 'ended' or wanted_version = shown_version)`;

/** A card that a newer one has replaced, and that was removed or could not be. */
export async function forgetOlder(tx: Tx): Promise<void> {
  await forgetShifts.execute(tx);
  await sql`
    delete from handrail.messages m where m.organisation_id = handrail.organisation() and m.feature = 'home' and m.view = 'home'
      and (m.state = 'ended' or m.wanted_version = m.shown_version)
      and exists (select 1 from handrail.messages n where n.organisation_id = m.organisation_id and n.feature = 'home' and n.view = 'home'
        and n.subject = m.subject and n.account_id = m.account_id and n.state = 'live' and n.address is not null and ${occasion("n")} > ${occasion("m")})`.execute(
    tx,
  );
}
