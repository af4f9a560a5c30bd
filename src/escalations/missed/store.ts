import { sql } from "kysely";
import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { floor } from "../../people/floor.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Shell } from "../../runtime/feature.ts";
import { canBeAsked } from "../rules/asking.ts";
import type { Missed } from "../request.ts";
import type { Command, Facts, Looked } from "./rules.ts";

/** What the list shows: the requests that still wait, the longest waiting first. */
export interface Shown {
  readonly requests: readonly Missed[];
  /** The newest occasion on which anybody was told: older copies point to it. */
  readonly newest: string | undefined;
}

/** Nothing is stored: every look begins from nothing. */
export const load = () =>
  sql<{
    state: Looked;
    version: number;
  }>`select null::jsonb as state, null::bigint as version where false`;

/** PostgreSQL uses the index of what waits only if the statuses are listed as the index does. */
async function stillWaiting(tx: Tx): Promise<readonly Missed[]> {
  const { rows } = await sql<{ state: Missed }>`
    select state from handrail.requests
    where organisation_id = handrail.organisation() and status in ('open', 'exhausted')
      and state->>'status' = 'exhausted' and state->>'news' = 'overtaken'
    order by opened_at`.execute(tx);
  return rows.map(({ state }) => state);
}

async function told(
  tx: Tx,
): Promise<{ occasion: string; at: Instant; people: readonly PersonId[] } | undefined> {
  const { rows } = await sql<{ occasion: string; at: Instant; people: readonly PersonId[] }>`
    select m.occasion, min(m.created_at) as at, array_agg(distinct a.person::text) as people
    from handrail.messages m join handrail.accounts a
      on a.organisation_id = m.organisation_id and a.account_id = m.account_id
    where m.organisation_id = handrail.organisation()
      and m.feature = 'overtaken' and m.view = 'list'
    group by m.occasion order by at desc limit 1`.execute(tx);
  return rows[0];
}

/** Tells the supervisors of the teams concerned who are there, or else all who are there. */
export async function facts(
  tx: Tx,
  shell: Shell,
  _state: unknown,
  _command: Command,
  { at }: Given,
): Promise<Facts> {
  const [requests, last, supervisors] = await together(
    stillWaiting(tx),
    told(tx),
    floor(tx, shell.organisation, [], at),
  );
  const there = supervisors.filter((one) => canBeAsked({ ...one, busy: false }));
  const own = there.filter(({ supervises }) =>
    requests.some(({ team }) => supervises.includes(team)),
  );
  const people: PersonId[] = (own.length > 0 ? own : there).map(({ person }) => person);
  const times = requests.map(({ exhaustedAt }) => exhaustedAt);
  return { newest: times.length === 0 ? undefined : Math.max(...times), told: last, people };
}

export async function read(tx: Tx): Promise<Shown> {
  const [requests, last] = await together(stillWaiting(tx), told(tx));
  return { requests, newest: last?.occasion };
}
