import { sql } from "kysely";
import type { Effect, Priority } from "../../kernel/decision.ts";
import type { SubjectId } from "../../kernel/ids.ts";
import { afterLostLease, isFree, leaseEnd } from "./claims.ts";
import { type Part, toldAccounts } from "./leasing.ts";

/* The part of a command's statement that posts new messages, or wants known ones shown again. */

const rank: Readonly<Record<Priority, number>> = { page: 0, receipt: 1, edit: 2, later: 3 };

/** One look at the clock for a statement that asks several times: the answers must agree. */
const moment = "(select now from moment)";

interface Tell {
  readonly view: string;
  readonly occasion: string;
  readonly priority: number;
  readonly person: string | null;
  readonly account: string | null;
}

export const tellsOf = (effects: readonly Effect[]): Tell[] =>
  effects.flatMap((effect) =>
    effect.do === "tell"
      ? [
          {
            view: effect.view,
            occasion: effect.occasion,
            priority: rank[effect.priority],
            person: "person" in effect.to ? effect.to.person : null,
            account: "account" in effect.to ? effect.to.account : null,
          },
        ]
      : [],
  );

/**
 * Messages that wait for nothing are leased at once.
 * @param paced what is told `later` is told in turns
 */
export function toldPart(
  { feature, subject }: { readonly feature: string; readonly subject?: SubjectId | undefined },
  tells: readonly Tell[],
  token: string,
  paced: boolean,
): Part {
  const inTurns = paced && tells.some(({ priority }) => priority === rank.later);
  return sql`tells as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(tells)}::jsonb)
        t(view text, occasion text, priority smallint, person uuid, account uuid)
    ), wanted as materialized (
      select distinct on (t.view, a.account_id, t.occasion) t.view, t.occasion, t.priority,
        a.account_id, a.person
      from tells t
      ${toldAccounts}
      order by t.view, a.account_id, t.occasion
    ), moment as materialized (
      select handrail.now() as now
    ), ${inTurns ? sql`${turnsPart},` : sql``} told as (
      insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion,
        priority, wanted_version, not_before, lease_until, lease_by, attempt, created_at)
      select handrail.organisation(), ${feature}, ${subject ?? null}::uuid, view, account_id,
        occasion, priority, 1, ${inTurns ? leasedInTurn(token) : leasedNow(token)}, moment.now
      from ${inTurns ? sql`turns` : sql`wanted`} cross join moment
      on conflict (organisation_id, feature, subject, view, account_id, occasion) do update
      set wanted_version = messages.wanted_version + 1, state = 'live',
        ${afterLostLease("messages", moment)},
        attempt = case when ${free} then messages.attempt + 1 else messages.attempt end,
        lease_by = case when ${free} then ${token}::text else messages.lease_by end,
        lease_until = case when ${free} then ${leaseEnd(moment)} else messages.lease_until end
      returning *
    )`;
}

const free = isFree("messages", moment);

/** `not_before`, `lease_until`, `lease_by`, `attempt` of a new message. */
const leasedNow = (token: string) => sql`moment.now, ${leaseEnd("moment.now")}, ${token}::text, 1`;

/** Whose turn has not come is leased to nobody: the clock finds it then. */
const leasedInTurn = (token: string) => sql`turn,
        case when turn <= moment.now then ${leaseEnd("moment.now")} end,
        case when turn <= moment.now then ${token}::text end,
        case when turn <= moment.now then 1 else 0 end`;

/*
 * Thousands may be told something in the same minute. "Several hundred messages a minute" may be posted to a Slack workspace;
 * beyond it Slack refuses every post for a while, pages too (https://docs.slack.dev/apis/web-api/rate-limits). So what can
 * wait is told in turns: `not_before` of a message is its turn.
 */

const aMinute = 100;
/** So many at once where nothing was told in turns for a while: an organisation of this size is asked in one moment. */
const atOnce = 20;
const apart = sql.raw(`make_interval(secs => ${60 / aMinute})`);
const burst = sql.raw(`make_interval(secs => ${(atOnce * 60) / aMinute})`);

/**
 * The row of `pace` says when the next turn is, and who takes turns holds it until the commit: nobody takes the same ones.
 * Turns that nobody took for a while are gone, but for a few.
 */
export const turnsPart = sql`pace as (
      insert into handrail.pace as p (organisation_id, next_at)
      select handrail.organisation(), moment.now - ${burst} + waiting.n * ${apart}
      from moment cross join (
        select count(*)::float8 as n from wanted where priority = ${rank.later}
      ) waiting where waiting.n > 0
      on conflict (organisation_id) do update
      set next_at = excluded.next_at
        + greatest(p.next_at - (${sql.raw(moment)} - ${burst}), interval '0')
      returning next_at
    ), turns as (
      select wanted.*, case when priority = ${rank.later}
        then greatest(moment.now, (select next_at from pace) - ${apart} * (
          count(*) over (partition by priority) - row_number() over (
            partition by priority order by view, account_id, occasion)))
        else moment.now end as turn
      from wanted cross join moment
    )`;
