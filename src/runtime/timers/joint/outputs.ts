import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { SubjectId } from "../../../kernel/ids.ts";
import type { Instant } from "../../../kernel/time.ts";
import {
  type Claimed,
  afterLostLease,
  isFree,
  leaseEnd,
  lockedColumns,
} from "../../messages/claims.ts";
import type { Tx } from "../../database/database.ts";
import { type Part, leasing, redrawnFromFree, toldAccounts } from "../../messages/leasing.ts";
import type { Outcome } from "../../outcome.ts";
import { rank, tellsOf, timersOf, timersPart } from "../../messages/outputs.ts";

/*
 * What several commands of one feature leave behind, in one statement: messages and timers. Thousands may be told something
 * in the same minute, so what can wait (`later`) is paced here, in its row: `not_before` is its turn.
 */

/**
 * "Several hundred messages a minute" may be posted to a Slack workspace, and 500 check-ins take at least five minutes
 * (PLATFORMS S17): beyond it Slack refuses every post of the workspace for a while, pages too.
 */
const aMinute = 100;
/** So many at once where nothing was paced for a while: an organisation of this size is asked in one moment. */
const atOnce = 20;
const apart = sql.raw(`make_interval(secs => ${60 / aMinute})`);
const burst = sql.raw(`make_interval(secs => ${(atOnce * 60) / aMinute})`);

const now = "(select now from moment)";
const keyOf = (timer: ReturnType<typeof timersOf>[number]) =>
  `${timer.feature} ${timer.subject} ${timer.command}`;

/** @returns what was leased to this instance: what may be sent at once. The tick finds the rest when its turn has come. */
export async function writeTogether(
  tx: Tx,
  feature: string,
  all: readonly Outcome[],
  at: Instant,
): Promise<Claimed[]> {
  const tells = all.flatMap(({ subject, effects }) =>
    tellsOf(effects).map((tell) => ({ subject, ...tell })),
  );
  const redrawn = all.flatMap(({ subject, effects }) =>
    effects.some((effect) => effect.do === "redraw") ? [subject] : [],
  );
  const timers = all
    .flatMap((one) => timersOf({ feature, at, ...one }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if (tells.length + redrawn.length + timers.length === 0) return [];
  const token = randomUUID();
  const parts: Part[] = [
    sql`moment as materialized (
      select handrail.now() as now
    )`,
    ...(tells.length === 0 ? [] : [toldPart(feature, tells, token)]),
    ...(redrawn.length === 0 ? [] : [redrawnPart(feature, redrawn, tells.length > 0, token)]),
    ...(timers.length === 0 ? [] : [timersPart(timers)]),
  ];
  return leasing(tx, parts, { tells: tells.length > 0, redraws: redrawn.length > 0 }, token);
}

/**
 * The row of `pace` says when the next turn is, and who takes turns holds it until the commit: nobody takes the same ones.
 * Turns that nobody took for a while are gone, but for a few.
 */
const toldPart = (feature: string, tells: object, token: string) => sql`asked as materialized (
      select distinct on (t.subject, t.view, a.account_id, t.occasion) t.subject, t.view, t.occasion, t.priority, a.account_id
      from jsonb_to_recordset(${JSON.stringify(tells)}::jsonb) t(subject uuid, view text, occasion text, priority smallint, person uuid, account uuid)
      ${toldAccounts}
      order by t.subject, t.view, a.account_id, t.occasion
    ), pace as (
      insert into handrail.pace as p (organisation_id, next_at)
      select handrail.organisation(), moment.now - ${burst} + waiting.n * ${apart}
      from moment cross join (select count(*)::float8 as n from asked where priority = ${rank.later}) waiting where waiting.n > 0
      on conflict (organisation_id) do update set next_at = excluded.next_at + greatest(p.next_at - (${sql.raw(now)} - ${burst}), interval '0')
      returning next_at
    ), turns as (
      select asked.*, case when priority = ${rank.later} then greatest(moment.now, (select next_at from pace)
          - (count(*) over (partition by priority) - row_number() over (partition by priority order by subject, view, account_id, occasion)) * ${apart})
        else moment.now end as turn
      from asked cross join moment
    ), told as (
      insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, not_before, lease_until, lease_by, attempt, created_at)
      select handrail.organisation(), ${feature}, subject, view, account_id, occasion, priority, 1, turn, case when turn <= moment.now then ${leaseEnd("moment.now")} end,
        case when turn <= moment.now then ${token}::text end, case when turn <= moment.now then 1 else 0 end, moment.now
      from turns cross join moment order by subject, view, account_id, occasion
      on conflict (organisation_id, feature, subject, view, account_id, occasion) do update set wanted_version = messages.wanted_version + 1, state = 'live',
        ${afterLostLease("messages", now)},
        attempt = case when ${isFree("messages", now)} then messages.attempt + 1 else messages.attempt end,
        lease_by = case when ${isFree("messages", now)} then ${token}::text else messages.lease_by end,
        lease_until = case when ${isFree("messages", now)} then ${leaseEnd(now)} else messages.lease_until end
      returning *
    )`;

/** @param told whether messages are also told: those are up to date already */
const redrawnPart = (
  feature: string,
  subjects: readonly SubjectId[],
  told: boolean,
  token: string,
) => sql`free as materialized (
      select m.*, ${isFree("m", now)} as now
      from unnest(${[...subjects]}::uuid[]) one(subject) cross join lateral (
        select ${lockedColumns}, lease_until from handrail.messages
        where organisation_id = handrail.organisation() and feature = ${feature} and subject = one.subject and state = 'live'
          ${told ? sql`and not exists (select 1 from asked where asked.subject = messages.subject and asked.view = messages.view and asked.account_id = messages.account_id and asked.occasion = messages.occasion)` : sql``}
        order by view, account_id, occasion for update
      ) m
    ), ${redrawnFromFree(token, now)}`;
