import { sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { live } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Request } from "../request.ts";
import type { Offered } from "../verdict/offers.ts";
import { openPlan } from "../repeat/sealed/store.ts";
import { readPlan } from "../repeat/store.ts";
import { standingOffer } from "../verdict/standing.ts";
import { openOffer, readOffer } from "../verdict/store.ts";
import { type Shown, type Waiting, waitingShown, waits } from "../store.ts";

export async function readShown(tx: Tx, shell: Shell, id: SubjectId): Promise<Shown | undefined> {
  const row = await tx
    .selectFrom("requests")
    .select("state")
    .where("request", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const request = row.state as unknown as Request;
  return {
    request,
    waiting: await waitingBeside(tx, id),
    offer: await offerIn(tx, shell, request),
    plan: await planIn(tx, shell, request),
  };
}

/** Opened only where the case came back. */
async function planIn(tx: Tx, shell: Shell, { id, repeat }: Request) {
  const sealed = repeat === undefined ? undefined : await readPlan(tx, id);
  return sealed && openPlan(shell, sealed);
}

/** Opened only while an answer that offers something stands. */
async function offerIn(tx: Tx, shell: Shell, request: Request): Promise<Offered> {
  if (standingOffer(request) === undefined) return undefined;
  const sealed = await readOffer(tx, request.id);
  return sealed === null ? undefined : openOffer(shell, request.id, sealed);
}

async function waitingBeside(tx: Tx, id: SubjectId): Promise<Waiting[]> {
  const rows = await tx
    .selectFrom("requests")
    .select(["request", "requester", "opened_at"])
    .where(waits)
    .orderBy("opened_at")
    .limit(waitingShown + 1)
    .execute();
  return rows
    .filter((row) => row.request !== id)
    .map((row) => ({ request: row.request, requester: row.requester, since: row.opened_at }));
}

/** The live requests that concern a person: their own, and for a supervisor everybody's. */
export async function concerning(
  tx: Tx,
  person: PersonId,
  supervisor: boolean,
): Promise<Request[]> {
  let query = tx.selectFrom("requests").select("state").where(live).orderBy("opened_at").limit(20);
  if (!supervisor) query = query.where("requester", "=", person);
  return (await query.execute()).map((row) => row.state as unknown as Request);
}

/** Live requests without a timer. There should be none; the auditor finds and repairs them. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ request: string }>`
    select r.request
    from handrail.requests r where r.organisation_id = handrail.organisation()
      and r.status in ('open', 'acknowledged', 'joined', 'exhausted')
      -- "offset 0": an index lookup for each. A join is planned while the tables are small, and
      -- reads all timers for each request when they are large.
      and not exists (
        select 1 from handrail.timers t where t.organisation_id = r.organisation_id
          and t.feature = 'escalations' and t.subject = r.request offset 0)
    limit 100`.execute(tx);
  return rows.map((row) => row.request);
}

/** How many requests are open, and how. */
export async function states(tx: Tx): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from handrail.requests
    where organisation_id = handrail.organisation() and ${live} group by status`.execute(tx);
  const none = { open: 0, acknowledged: 0, joined: 0, exhausted: 0 };
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.status, row.count])) };
}
