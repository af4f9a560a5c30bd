import { sql } from "kysely";
import type { Cursor, Opened, RequestFacts } from "../../people/figures.ts";
import type { Instant } from "../../kernel/time.ts";
import { nilId } from "../../kernel/ids.ts";
import { live } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Event } from "../events.ts";
import { factsOf } from "./fold.ts";

/** So many requests in one piece: about forty milliseconds, so that no timer waits for it. */
const atOnce = 200;

/** Whom an event is about, and what only a card needs. Figures never learn it. */
const left =
  "{requester,via,raisedBy,people,heldBack,absent,ringing,by,to,person,holder,instead,occasion}";

/**
 * Requests that were opened in a time, open or closed, with their journal until `asOf`. Each of two
 * partial indexes finds its part in the order of the cursor.
 */
export async function readRequestFacts(
  tx: Tx,
  { from, until, after, hard }: Opened,
  asOf: Instant,
): Promise<{ requests: readonly RequestFacts[]; last?: Cursor }> {
  const start = new Date(after?.at ?? from);
  const opened = sql`organisation_id = handrail.organisation() and opened_at >= ${start}
    and opened_at < ${new Date(until)}
    and (opened_at, request) > (${start}, ${after?.request ?? nilId}::uuid)
    and (${hard !== true} or level in ('danger', 'abuse'))`;
  const { rows } = await sql<{ request: string; opened_at: Instant; events: Event[] | null }>`
    with found as materialized (
      (select request, opened_at from handrail.requests where ${opened} and closed_at is not null
        order by opened_at, request limit ${atOnce})
      union all
      (select request, opened_at from handrail.requests where ${opened} and ${live}
        order by opened_at, request limit ${atOnce})
      order by opened_at, request limit ${atOnce})
    select found.request, found.opened_at, (
      select json_agg(j.event - ${left}::text[] order by j.version, j.number)
      from handrail.journal j where j.organisation_id = handrail.organisation()
        and j.feature = 'escalations' and j.subject = found.request
        and j.at < ${new Date(asOf)}) as events
    from found order by found.opened_at, found.request`.execute(tx);
  const requests = rows.flatMap(({ events }) => factsOf(events ?? []) ?? []);
  const end = rows.at(-1);
  return rows.length < atOnce || end === undefined
    ? { requests }
    : { requests, last: { at: end.opened_at, request: end.request } };
}
