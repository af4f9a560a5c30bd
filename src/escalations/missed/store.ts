import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type FloorNow, present, readFloor } from "../../people/floor.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Locked, Shell } from "../../runtime/feature.ts";
import { canBeAsked } from "../rules/asking.ts";
import type { Missed } from "../request.ts";
import type { Command, Facts, Looked } from "./rules.ts";

/** What the list shows: the requests that still wait, the longest waiting first. */
export interface Shown {
  readonly requests: readonly Missed[];
  /** The newest occasion on which anybody was told: older copies point to it. */
  readonly newest: string | undefined;
}

/** PostgreSQL uses the index of what waits only if the statuses are listed as the index does. */
async function stillWaiting(tx: Tx): Promise<readonly Missed[]> {
  const { rows } = await sql<{ state: Missed }>`
    select state from handrail.requests
    where organisation_id = handrail.organisation() and status in ('open', 'exhausted')
      and state->>'status' = 'exhausted' and state->>'news' = 'overtaken'
    order by opened_at`.execute(tx);
  return rows.map(({ state }) => state);
}

async function told(tx: Tx): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select m.occasion, min(m.created_at) as at, array_agg(distinct a.person::text) as people
    from handrail.messages m join handrail.accounts a
      on a.organisation_id = m.organisation_id and a.account_id = m.account_id
    where m.organisation_id = handrail.organisation()
      and m.feature = 'overtaken' and m.view = 'list'
    group by m.occasion order by at desc limit 1`.execute(tx);
  return rows[0];
}

interface Told {
  readonly occasion: string;
  readonly at: Instant;
  readonly people: readonly PersonId[];
}
export interface Read {
  readonly requests: readonly Missed[];
  readonly last: Told | undefined;
  readonly supervisors: FloorNow;
}

/** The supervisors on shift of the teams concerned are told, or else all on shift. */
export async function read(tx: Tx, shell: Shell): Promise<Read> {
  const [requests, last, supervisors] = await together(
    stillWaiting(tx),
    told(tx),
    readFloor(tx, shell.organisation, []),
  );
  return { requests, last, supervisors };
}

/**
 * The supervisors on shift of the teams concerned are told; if there are none, all others on shift.
 * Nobody is asked off shift.
 */
export function facts(
  shell: Shell,
  { given }: Locked<Looked, Command>,
  { requests, last, supervisors }: Read,
): Facts {
  const there = present(supervisors, shell.organisation, given.at).filter((one) =>
    canBeAsked({ ...one, busy: false }),
  );
  const own = there.filter(({ supervises }) =>
    requests.some(({ team }) => supervises.includes(team)),
  );
  const people: PersonId[] = (own.length > 0 ? own : there).map(({ person }) => person);
  const times = requests.map(({ exhaustedAt }) => exhaustedAt);
  return { newest: times.length === 0 ? undefined : Math.max(...times), told: last, people };
}

export async function readShown(tx: Tx): Promise<Shown> {
  const [requests, last] = await together(stillWaiting(tx), told(tx));
  return { requests, newest: last?.occasion };
}
