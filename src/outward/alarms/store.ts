import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import type { AnyFeature, Unanswered } from "../../runtime/feature.ts";
import type { Trouble } from "./alarm.ts";

/** A page is late after the time of a usual first step (docs/features.md E11). */
const lateSeconds = 20;

/**
 * Platforms that have not taken a page for longer than a step; or what the agent is told, which goes
 * on waiting when nobody is asked any more.
 */
async function platformsOut(tx: Tx): Promise<Trouble[]> {
  const { rows } = await sql<{ platform: string; since: number }>`
    select a.platform, (extract(epoch from min(m.created_at)) * 1000)::float8 as since
    from handrail.messages m join handrail.accounts a
      on a.organisation_id = m.organisation_id and a.account_id = m.account_id
    where m.organisation_id = handrail.organisation() and m.state = 'live'
      and m.wanted_version > m.shown_version and m.priority <= 1 and m.address is null
      and m.feature <> 'pagetests'
      and (m.failures > 0 or m.code = 'throttled')
      and m.created_at < (select handrail.now()) - make_interval(secs => ${lateSeconds})
    group by a.platform`.execute(tx);
  return rows.map(({ platform, since }) => ({
    kind: "platform",
    platform,
    since: Math.round(since),
  }));
}

/** Brings what second channels are told up to what is wrong now: what began, and what is over. */
export async function lookForTrouble(
  tx: Tx,
  { outward }: Organisation,
  features: Iterable<AnyFeature>,
  unwellSince?: Instant,
): Promise<void> {
  const channels = (outward?.channels ?? []).map(({ target }) => ({ target, type: "alarm" }));
  const unwell = (outward?.webhooks ?? [])
    .filter(({ events }) => events.includes("handrail.unwell"))
    .map(({ target }) => ({ target, type: "handrail.unwell" }));
  const asked = channels.length === 0 ? [] : [...features];
  const [out, ...waiting] = await together(
    platformsOut(tx),
    ...asked.map(({ care }) => care?.unanswered?.(tx)),
  );
  const people = waiting.flatMap((found) => (found ?? []).map(ofPerson));
  const own: Trouble[] =
    unwellSince === undefined ? [] : [{ kind: "self-test", since: unwellSince }];
  const ours = [
    ...out.map((body) => ({ id: `platform-${body.platform}`, body })),
    ...own.map((body) => ({ id: body.kind, body })),
  ];
  const rows = [
    ...channels.flatMap((one) => [...ours, ...people].map((found) => ({ ...one, ...found }))),
    ...unwell.flatMap((one) => ours.map((found) => ({ ...one, ...found }))),
  ];
  await bringUp(tx, rows);
}

function ofPerson({ kind, about, since, team }: Unanswered): { id: string; body: Trouble } {
  // Who asked for a contact is nobody's business: what names it leads nowhere.
  const name =
    kind === "danger" ? about : createHash("sha256").update(about).digest("hex").slice(0, 32);
  return { id: `${kind}-${name}`, body: { kind, since, team } };
}

/**
 * What began is told, and what is over is told to be: editions with an odd number begin. What is
 * over before anybody was told is never told.
 */
async function bringUp(
  tx: Tx,
  rows: readonly { target: string; type: string; id: string; body: Trouble }[],
): Promise<void> {
  await sql`
    with moment as materialized (select handrail.now() as now), wrong as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        w(target text, type text, id text, body jsonb)
    ), untold as (
      delete from handrail.outward o where o.organisation_id = handrail.organisation()
        and not o.final and o.attempt = 0
        and not exists (select 1 from wrong where wrong.target = o.target and wrong.id = o.id)
    ), over as (
      update handrail.outward o set wanted = o.wanted + 1, final = true,
        not_before = moment.now, created_at = moment.now
      from moment where o.organisation_id = handrail.organisation()
        and not o.final and o.attempt > 0
        and not exists (select 1 from wrong where wrong.target = o.target and wrong.id = o.id)
    )
    insert into handrail.outward (organisation_id, target, id, type, body, final, not_before,
      created_at)
    select handrail.organisation(), target, id, type, body, false, moment.now, moment.now
    from wrong cross join moment
    on conflict (organisation_id, target, id) do update set wanted = outward.wanted + 1,
      final = false, body = excluded.body, not_before = excluded.not_before,
      created_at = excluded.created_at
    where outward.final`.execute(tx);
}
