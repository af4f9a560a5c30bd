import type { OrganisationId } from "../kernel/ids.ts";
import type { Database } from "../runtime/database/database.ts";

/* What waits to be told to other systems. Taken is gone: a row holds only what is still to be said. */

/** Something leased to this instance, to be told now. */
export interface Waiting {
  readonly target: string;
  readonly id: string;
  readonly type: string;
  readonly body: object;
  /** Which edition of it: an alarm is told, and later that it is over. */
  readonly wanted: number;
  /** The fence: what another attempt has taken over, this one's result no longer touches. */
  readonly attempt: number;
}

/** What came of one attempt. */
export type Outcome =
  | { readonly outcome: "taken" }
  /** "Never again", in the receiver's own words: 410 Gone. */
  | { readonly outcome: "stopped"; readonly code: string }
  /** `wait`: at least so long, in milliseconds, as the receiver asked. */
  | { readonly outcome: "failed"; readonly code: string; readonly wait?: number };

/** Longer than an attempt's own 5 s, so that nobody else takes it over meanwhile. */
const leaseSeconds = 8;

/** Organisations with something to tell to a receiver whose time has come, one look in an index each. */
export async function organisationsWaiting(db: Database): Promise<OrganisationId[]> {
  const [rows = []] = await db.sweep(`
    with clock as materialized (select handrail.now() as now)
    select distinct t.organisation_id from handrail.outward_targets t
    where t.state = 'open' and t.not_before <= (select now from clock) and exists (
      select 1 from handrail.outward o
      where o.organisation_id = t.organisation_id and o.target = t.target and o.wanted > o.shown
        and o.not_before <= (select now from clock)
        and coalesce(o.lease_until <= (select now from clock), true))`);
  return rows.map((row) => String(row["organisation_id"]));
}

/**
 * Leases what waits for these receivers, the oldest first. One that fails gets a single one at a
 * time, another each time: neither an outage nor one message that it cannot read holds up the rest.
 * @param room how many each may have
 */
export async function claim(
  db: Database,
  organisation: OrganisationId,
  room: readonly { readonly target: string; readonly room: number }[],
): Promise<Waiting[]> {
  const rows = await db.once(
    organisation,
    `with clock as materialized (select handrail.now() as now), due as materialized (
      select o.target, o.id from jsonb_to_recordset($1::jsonb) w(target text, room int)
      join handrail.outward_targets t on t.organisation_id = handrail.organisation()
        and t.target = w.target and t.state = 'open' and t.not_before <= (select now from clock)
      cross join lateral (
        select target, id from handrail.outward
        where organisation_id = handrail.organisation() and target = w.target and wanted > shown
          and not_before <= (select now from clock)
          and coalesce(lease_until <= (select now from clock), true)
        order by not_before limit case when t.failures > 0 then 1 else w.room end
        for update skip locked) o)
    update handrail.outward o set attempt = o.attempt + 1,
      lease_until = (select now from clock) + interval '${leaseSeconds} s'
    from due where o.organisation_id = handrail.organisation()
      and o.target = due.target and o.id = due.id
    returning o.target, o.id, o.type, o.body, o.wanted, o.attempt`,
    [JSON.stringify(room)],
  );
  return rows as unknown as Waiting[];
}

/** Writes what came of an attempt, where it is still ours. */
export async function settle(
  db: Database,
  organisation: OrganisationId,
  { target, id, wanted, attempt }: Waiting,
  result: Outcome,
): Promise<void> {
  const mine = [target, id, attempt];
  if (result.outcome === "taken") {
    await db.once(organisation, takenStatement, [...mine, wanted]);
    return;
  }
  const { code } = result;
  if (result.outcome === "stopped") await db.once(organisation, stoppedStatement, [target, code]);
  else await db.once(organisation, failedStatement, [...mine, code, (result.wait ?? 0) / 1_000]);
}

const own = "organisation_id = handrail.organisation() and target = $1";

const takenStatement = `
  with gone as (
    delete from handrail.outward
    where ${own} and id = $2 and attempt = $3::int and final and wanted = $4::int
  ), told as (
    update handrail.outward set shown = $4::int, lease_until = null, failures = 0
    where ${own} and id = $2 and attempt = $3::int and not (final and wanted = $4::int)
  )
  update handrail.outward_targets
  set failures = 0, failing_since = null, code = null, not_before = handrail.now()
  where ${own} and failures > 0`;

/** What waited goes with it: it was told never to send any more. */
const stoppedStatement = `
  with gone as (delete from handrail.outward where ${own})
  update handrail.outward_targets set state = 'stopped', code = $2, failures = failures + 1,
    failing_since = coalesce(failing_since, handrail.now())
  where ${own}`;

/**
 * The receiver rests: 5 s, then twice as long each time, up to ten minutes. A message an hour at
 * most. What waits for a day is given up (src/runtime/tidy.ts).
 */
const failedStatement = `
  with moment as materialized (select handrail.now() as now), later as (
    update handrail.outward set failures = failures + 1, lease_until = null,
      not_before = moment.now
        + make_interval(secs => greatest($5::float8, least(3600, 5 * 2 ^ least(failures, 12))))
    from moment where ${own} and id = $2 and attempt = $3::int
  )
  update handrail.outward_targets set code = $4, failures = failures + 1,
    failing_since = coalesce(failing_since, moment.now),
    not_before = moment.now
      + make_interval(secs => greatest($5::float8, least(600, 5 * 2 ^ least(failures, 12))))
  from moment where ${own}`;
