import { type RawBuilder, sql } from "kysely";
import { afterLostLease, claimedColumns, leaseEnd, lockedColumns, onLocked } from "./claims.ts";

/** A part of the one statement: a CTE. */
export type Part = RawBuilder<unknown>;

/** Behind accounts, as `a`: those that a message may be sent to. */
export const openAccounts = sql.raw(
  `join handrail.workspaces w on w.organisation_id = a.organisation_id and w.platform = a.platform and w.workspace = a.workspace and w.state = 'active'
      where a.kind = 'member' and a.blocked is null`,
);

/** Behind what is told, as `t`: to each person's accounts, or to one, as `a`; only where a message may be sent to. */
export const toldAccounts = sql`${sql.raw(`-- Two look-ups by index: with "person or account" every account of the organisation would be read.
      cross join lateral (
        select b.* from handrail.accounts b where b.organisation_id = handrail.organisation() and b.person = t.person
        union all select b.* from handrail.accounts b where b.organisation_id = handrail.organisation() and b.account_id = t.account
      ) a`)}
      ${openAccounts}`;

/** Draws again what `free` has locked; what is `now` free is leased. @param now how the statement asks for the time */
export const redrawnFromFree = (token: string, now?: string): Part => sql`redrawn as (
      insert into handrail.messages as m (${lockedColumns}, lease_by) select ${lockedColumns}, case when now then ${token}::text end from free
      ${onLocked} wanted_version = m.wanted_version + 1,
        ${afterLostLease("m", now)},
        attempt = case when excluded.lease_by is not null then m.attempt + 1 else m.attempt end,
        lease_by = coalesce(excluded.lease_by, m.lease_by),
        lease_until = case when excluded.lease_by is not null then ${leaseEnd(now)} else m.lease_until end
      returning m.*
    )`;

/** The parts as one statement, which returns what those that tell or redraw have leased by this token. */
export function leasing(
  parts: readonly Part[],
  { tells, redraws }: { readonly tells: boolean; readonly redraws: boolean },
  token: string,
): Part {
  const leased = [...(tells ? ["told"] : []), ...(redraws ? ["redrawn"] : [])];
  const claimed = leased.map(
    (part) => sql`select ${claimedColumns()} from ${sql.raw(part)} where lease_by = ${token}`,
  );
  const found =
    claimed.length === 0 ? sql`select where false` : sql.join(claimed, sql` union all `);
  return sql`with ${sql.join(parts)} ${found}`;
}
