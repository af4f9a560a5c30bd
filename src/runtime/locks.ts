import { sql } from "kysely";
import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Sender } from "../platform/adapter.ts";
import type { Tx } from "./database/database.ts";
import type { AnyFeature, Find } from "./feature.ts";

/*
 * What a transaction locks, in this order and no other: the delivery, the person, the subject, the timer; a person's key to
 * their answers (checkins/answers/); the row of `pace`, where many are told (timers/joint/outputs.ts); and then messages in the
 * order of their keys (messages/outputs.ts, messages/results.ts). Two transactions never wait for each other in a circle.
 */

interface Claim {
  first: boolean;
  account: string | null;
  person: string | null;
  kind: string | null;
  listed: boolean | null;
}

/**
 * Claims the delivery and reads who it is from, in one statement. The person's row is locked, so two commands of one
 * person are one after the other (a second `/escalate` finds the first one's request).
 */
export async function claimDelivery(tx: Tx, from: Sender, delivery: string): Promise<Claim> {
  const { rows } = await sql<Claim>`
    with who as (
      select a.account_id, a.person, a.kind, p.listed
      from handrail.accounts a left join handrail.people p on p.organisation_id = a.organisation_id and p.person = a.person
      where a.organisation_id = handrail.organisation() and a.platform = ${from.platform} and a.workspace = ${from.workspace} and a.account = ${from.account}
    ), claim as (
      insert into handrail.inbox (organisation_id, delivery, received_at)
      select handrail.organisation(), ${delivery}, handrail.now() from who where kind = 'member' and listed
      on conflict do nothing returning 1
    ), heard as (
      -- Whoever writes to us can be reached again.
      update handrail.accounts a set blocked = null from who
      where a.organisation_id = handrail.organisation() and a.account_id = who.account_id and a.blocked is not null
    ), locked as (
      -- After the claim, always: two deliveries of one gesture would otherwise wait for each other.
      select 1 from handrail.people p where p.organisation_id = handrail.organisation()
        and p.person = (select person from who where (select count(*) from claim) >= 0) for no key update
    )
    select exists (select 1 from claim) as first, account_id as account, person, kind, listed, (select count(*) from locked)
    from (select 1) one left join who on true`.execute(tx);
  const claim = rows[0];
  if (claim === undefined) throw new Error("the claim returned no row");
  return claim;
}

export interface Loaded {
  readonly state: unknown;
  readonly version: number;
  readonly now: Instant;
  /** Of the directory, as this transaction sees it. */
  readonly revision: number;
}

/** The subject, and the time: read after the lock, because a CTE that locks is finished before the outer select runs. */
export async function loadLocked(
  tx: Tx,
  feature: AnyFeature,
  organisation: OrganisationId,
  find: Find,
): Promise<Loaded> {
  const { rows } = await sql<{
    state: unknown;
    version: number | null;
    now: number;
    revision: number | null;
  }>`
    with locked as materialized (${feature.load(organisation, find)})
    select locked.state, locked.version, handrail.now() as now,
      (select revision from handrail.organisations where organisation_id = handrail.organisation()) as revision
    from (select 1) one left join locked on true`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error("the load returned no row");
  return {
    state: row.state === null ? undefined : row.state,
    version: row.version ?? 0,
    now: row.now,
    revision: row.revision ?? 0,
  };
}

/** By the very instant that decides: a clock that was set back must not take a timer that the rules then find too early. */
export async function takeTimer(
  tx: Tx,
  feature: string,
  subject: SubjectId,
  command: string,
  at: Instant,
): Promise<boolean> {
  const { rows } = await sql`
    delete from handrail.timers where organisation_id = handrail.organisation() and feature = ${feature} and subject = ${subject}
      and command = ${command} and due_at <= ${new Date(at)} returning 1`.execute(tx);
  return rows.length > 0;
}
