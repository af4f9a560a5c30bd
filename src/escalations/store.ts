import { sql } from "kysely";
import type { Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import { type FloorNow, present, readFloor } from "../people/floor.ts";
import { live } from "../people/requests.ts";
import type { Present } from "../people/usual.ts";
import { cut } from "../platform/cut.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { Find, Note, Shell } from "../runtime/feature.ts";
import type { Colleague } from "./rules/asking.ts";
import type { Policies } from "./policy.ts";
import { type Request, holderOf, isLive } from "./request.ts";
import type { Command, Facts } from "./rules.ts";

/** What the views stand on: the request, who else waits, and nothing that was typed. */
export interface Shown {
  readonly request: Request;
  readonly waiting: readonly Waiting[];
}
/** Another open request of the organisation, for "also waiting". */
export interface Waiting {
  readonly request: SubjectId;
  readonly requester: PersonId;
  readonly since: Instant;
}
export type StoreFacts = Facts & { readonly waiting: readonly Waiting[] };

/** Words and case references are kept this long (RELIABILITY, "words 30 days"). */
const wordsKept = minutes(30 * 24 * 60);

/** Characters that are kept of what was written before. */
const longestWords = 2_000;

/** At most this many others on a card, the longest waiting first. */
const waitingShown = 20;

// A literal, like `live`: only so is a partial index used.
const waits = sql<boolean>`status in ('open', 'exhausted')`;

/** By id; or a person's newest live request, the one that pressing again is about. */
export function load(organisation: OrganisationId, find: Find) {
  return "subject" in find
    ? sql<{
        state: Request;
        version: number;
      }>`select state, version from handrail.requests where organisation_id = ${organisation} and request = ${find.subject}::uuid for update`
    : sql<{ state: Request; version: number }>`select state, version from handrail.requests
        where organisation_id = ${organisation} and requester = ${find.by}::uuid and ${live} order by opened_at desc limit 1 for update`;
}

/** What was read of the house: of every supervisor and the people named, and of the requests that are open. */
export interface Foreseen {
  readonly floor: FloorNow;
  readonly live: readonly Live[];
}
interface Live {
  readonly request: SubjectId;
  readonly requester: PersonId;
  readonly holder: PersonId | null;
  readonly status: string;
  readonly opened_at: Instant;
}

const columns = sql.raw("request, requester, holder, status, opened_at");

/** Most likely it is about the person's own request, or one whose pages went to supervisors. */
export function foresee(tx: Tx, shell: Shell, by: PersonId, command: Command): Promise<Foreseen> {
  return look(tx, shell, namedBy(command, policiesOf(shell, by)), by);
}

async function look(
  tx: Tx,
  shell: Shell,
  named: ReadonlySet<PersonId>,
  by: PersonId | undefined,
): Promise<Foreseen> {
  const [floor, { rows }] = await together(
    readFloor(tx, shell.organisation, [...named]),
    sql<Live>`
      select ${columns} from handrail.requests where organisation_id = handrail.organisation() and ${live} and holder is not null
      union select ${columns} from handrail.requests where organisation_id = handrail.organisation() and ${live} and requester = ${by ?? null}::uuid
      union (select ${columns} from handrail.requests where organisation_id = handrail.organisation() and ${waits} order by opened_at limit ${waitingShown + 1})
      order by opened_at`.execute(tx),
  );
  return { floor, live: rows };
}

/** Whom the policies or the command mean by name. */
function namedBy(command: Command, ...policies: readonly (Policies | undefined)[]): Set<PersonId> {
  const steps = policies
    .flatMap((all) => Object.values(all ?? {}))
    .flatMap((policy) => policy.steps);
  const named = new Set(
    steps.flatMap(({ notify }) => (Array.isArray(notify) ? (notify as PersonId[]) : [])),
  );
  if (command.do === "giveTo") named.add(command.to);
  return named;
}

/** Who is there, who is busy with another request, and the requester's team with its policies. */
export async function facts(
  tx: Tx,
  shell: Shell,
  request: Request | undefined,
  command: Command,
  given: Given,
  foreseen?: Foreseen,
): Promise<StoreFacts> {
  const requester = request?.requester ?? given.by;
  // A new request beside this one starts with the policy of now; this one keeps its own (PRODUCT E11).
  const policies = policiesOf(shell, requester);
  const named = namedBy(command, policies, request?.policies).union(
    new Set(Object.keys(request?.pages ?? {})),
  );
  const seen =
    foreseen !== undefined && named.isSubsetOf(foreseen.floor.asked)
      ? foreseen
      : await look(tx, shell, named, given.by);
  const colleagues = present(seen.floor, shell.organisation, given.at).filter(
    (p) => p.supervises.length > 0 || named.has(p.person),
  );
  const others = seen.live.filter((row) => row.request !== request?.id);
  const holders = new Set(others.map((row) => row.holder));
  const team = shell.organisation.teams.get(teamOf(shell, requester) ?? "");
  const ownNewest = others.findLast((row) => row.requester === given.by);
  return {
    ...(ownNewest === undefined ? {} : { lastOpenedAt: ownNewest.opened_at }),
    colleagues: colleagues.map((p) => colleague(p, p.onCall || holders.has(p.person))),
    requesterLanguages:
      requester === undefined ? [] : (shell.organisation.people.get(requester)?.languages ?? []),
    waiting: others
      .filter((row) => row.status === "open" || row.status === "exhausted")
      .map((row) => ({ request: row.request, requester: row.requester, since: row.opened_at })),
    ...(team === undefined || policies === undefined
      ? {}
      : { team: { name: team.name, policies } }),
  };
}

const free = new WeakMap<Present, Colleague>();

/** Most people are as usual, and free: the same object from command to command. */
function colleague(present: Present, busy: boolean): Colleague {
  if (busy) return { ...present, busy };
  const known = free.get(present) ?? { ...present, busy };
  free.set(present, known);
  return known;
}

/** An agent's team before a team they supervise: a supervisor may need help too. */
function teamOf(shell: Shell, person: PersonId | undefined): string | undefined {
  const known = person === undefined ? undefined : shell.organisation.people.get(person);
  return known?.agentOf[0] ?? known?.supervises[0];
}

function policiesOf(shell: Shell, person: PersonId | undefined): Policies | undefined {
  return shell.organisation.teams.get(teamOf(shell, person) ?? "")?.settings["escalation"] as
    | Policies
    | undefined;
}

export async function save(
  tx: Tx,
  shell: Shell,
  request: Request,
  version: number,
  change: { readonly note?: Note },
): Promise<void> {
  const closedAt = isLive(request) ? null : new Date(request.closedAt);
  const state = JSON.stringify(request);
  await sql`
    insert into handrail.requests (organisation_id, request, version, status, requester, team, level, holder, opened_at, changed_at, closed_at, state)
    values (handrail.organisation(), ${request.id}, ${version}, ${request.status}, ${request.requester}, ${request.team}, ${request.level}, ${holderOf(request) ?? null},
      ${new Date(request.openedAt)}, ${new Date(request.lastAt)}, ${closedAt}, ${state}::jsonb)
    on conflict (organisation_id, request) do update set version = excluded.version, status = excluded.status, level = excluded.level, holder = excluded.holder,
      changed_at = excluded.changed_at, closed_at = excluded.closed_at, state = excluded.state`.execute(
    tx,
  );
  if (change.note !== undefined) await keepWords(tx, shell, request, change.note);
}

/**
 * Typed words are sealed, bound to their row, and never leave this table but to a person who may read them. What comes
 * later stands below what was written first.
 */
async function keepWords(tx: Tx, shell: Shell, request: Request, note: Note): Promise<void> {
  const [said, reference] = [note["words"]?.trim() ?? "", note["case"]?.trim() ?? ""];
  if (said === "" && reference === "") return;
  const before = said === "" ? undefined : (await readWords(tx, shell, request.id)).words;
  const words =
    before === undefined || before.split("\n").includes(said)
      ? (before ?? said)
      : `${cut(before, longestWords)}\n${said}`;
  const seal = async (part: Part, text: string) =>
    text === "" ? null : shell.vault.seal(placeOf(shell, request.id, part), text);
  const [sealed, sealedReference] = [
    await seal("words", said === "" ? "" : words),
    await seal("case", reference),
  ];
  await sql`
    insert into handrail.request_words (organisation_id, request, words, case_reference, kept_until)
    values (handrail.organisation(), ${request.id}, ${sealed}, ${sealedReference}, ${new Date(request.openedAt + wordsKept)})
    on conflict (organisation_id, request) do update set words = coalesce(excluded.words, request_words.words), case_reference = coalesce(excluded.case_reference, request_words.case_reference)`.execute(
    tx,
  );
}

/** What was written with a request, for those who may read it. `unreadable`: the key that sealed some of it is gone. */
export async function readWords(
  tx: Tx,
  shell: Shell,
  request: SubjectId,
): Promise<{ words?: string; caseReference?: string; unreadable?: true }> {
  const row = await tx
    .selectFrom("request_words")
    .select(["words", "case_reference"])
    .where("request", "=", request)
    .executeTakeFirst();
  const written: { words?: string; caseReference?: string; unreadable?: true } = {};
  const open = async (part: Part, sealed: string | null | undefined) => {
    if (sealed === null || sealed === undefined) return undefined;
    return shell.vault
      .open(placeOf(shell, request, part), sealed)
      .catch(() => void (written.unreadable = true));
  };
  const [words, caseReference] = [
    await open("words", row?.words),
    await open("case", row?.case_reference),
  ];
  if (words !== undefined) written.words = words;
  if (caseReference !== undefined) written.caseReference = caseReference;
  return written;
}

type Part = "words" | "case";
const placeOf = (shell: Shell, request: SubjectId, part: Part) =>
  `${shell.organisation.id}/request_words/${request}/${part}`;

export async function read(
  tx: Tx,
  _shell: Shell,
  id: SubjectId,
  _now: Instant,
): Promise<Shown | undefined> {
  const row = await tx
    .selectFrom("requests")
    .select("state")
    .where("request", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { request: row.state as unknown as Request, waiting: await waitingBeside(tx, id) };
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

/** Live requests that no timer will ever look at again. There should be none; the auditor finds and heals them. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ request: string }>`
    select r.request from handrail.requests r where r.organisation_id = handrail.organisation() and r.status in ('open', 'acknowledged', 'joined', 'exhausted')
      -- "offset 0": looked up for each. A join is planned while the tables are small, and reads all timers for each when they are not.
      and not exists (select 1 from handrail.timers t where t.organisation_id = r.organisation_id and t.feature = 'escalations' and t.subject = r.request offset 0) limit 100`.execute(
    tx,
  );
  return rows.map((row) => row.request);
}

/** How many requests are open, and how. */
export async function states(tx: Tx): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from handrail.requests where organisation_id = handrail.organisation() and ${live} group by status`.execute(
    tx,
  );
  const none = { open: 0, acknowledged: 0, joined: 0, exhausted: 0 };
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.status, row.count])) };
}
