import { sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { live } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Unanswered } from "../../runtime/feature.ts";
import { readPractice } from "../practice/store.ts";
import { openPlan } from "../repeat/sealed/store.ts";
import { readPlan } from "../repeat/store.ts";
import { type Request, holderOf } from "../request.ts";
import { hasTyped } from "../words/read.ts";
import { standingOffer } from "../verdict/standing.ts";
import { openOffer } from "../verdict/store.ts";
import { openTyped, readSealed } from "../words/store.ts";
import type { Shown, Waiting } from "../shown.ts";
import { readRequest, waitingShown, waits } from "../store.ts";

/* What is read without a command: for views, forms, home pages and the auditor. */

/** A request, or a practice by the same id, with what its cards show. */
export async function readShown(tx: Tx, shell: Shell, id: SubjectId): Promise<Shown | undefined> {
  const request = await readRequest(tx, id);
  if (request === undefined) {
    const practice = await readPractice(tx, id);
    return practice && { request: practice, waiting: [] };
  }
  const waiting = await waitingBeside(tx, id);
  const plan = await planIn(tx, shell, request);
  return { request, waiting, ...(await typedIn(tx, shell, request)), plan };
}

/** Opened only where the case came back. */
async function planIn(tx: Tx, shell: Shell, { id, repeat }: Request) {
  const sealed = repeat === undefined ? undefined : await readPlan(tx, id);
  return sealed && openPlan(shell, sealed);
}

/** Opened only while somebody has it, whose card shows it; so does the agent's what is offered. */
async function typedIn(tx: Tx, shell: Shell, request: Request) {
  if (!hasTyped(request) || holderOf(request) === undefined) return {};
  const sealed = await readSealed(tx, request.id);
  const isOffer = standingOffer(request) !== undefined && typeof sealed?.offer === "string";
  return {
    offer: isOffer ? await openOffer(shell, request.id, sealed.offer) : undefined,
    typed: await openTyped(shell, request.id, sealed),
  };
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

/** A danger waits at most so long before others than chat are told: a step, and time for an answer. */
const dangerSeconds = 30;

/** Dangers that nobody has taken. */
export async function dangersUnanswered(tx: Tx): Promise<Unanswered[]> {
  const { rows } = await sql<{ request: SubjectId; team: string; opened_at: number }>`
    select request, team, opened_at from handrail.requests
    where organisation_id = handrail.organisation() and ${waits} and level = 'danger'
      and opened_at < (select handrail.now()) - make_interval(secs => ${dangerSeconds})`.execute(
    tx,
  );
  return rows.map(({ request, team, opened_at: since }) => ({
    kind: "danger",
    about: request,
    since,
    team,
  }));
}
