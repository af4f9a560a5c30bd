import { type RawBuilder, sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import { type FloorNow, present, readFloor } from "../people/floor.ts";
import { live } from "../people/requests.ts";
import type { Present } from "../people/usual.ts";
import { cut } from "../platform/cut.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type {
  Change,
  Find,
  Locked,
  Note,
  Shell,
  Statement,
  Wanted,
} from "../runtime/feature.ts";
import type { Event } from "./events.ts";
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
export type StoreFacts = Facts & {
  readonly waiting: readonly Waiting[];
  readonly words: WordsBefore | undefined;
};

/** Words and case references are kept this long. */
const wordsKept = minutes(30 * 24 * 60);

/** Characters that are kept of what was written before. */
const longestWords = 2_000;

/** At most this many others on a card, the longest waiting first. */
const waitingShown = 20;

// A literal, like `live`: only so is a partial index used.
const waits = sql<boolean>`status in ('open', 'exhausted')`;

/** By id; or a person's newest live request, the one that pressing again is about. */
export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Request;
  version: number;
}>`${
  "subject" in find
    ? sql`select state, version from handrail.requests
        where organisation_id = ${organisation} and request = ${find.subject}::uuid`
    : newestOf(sql`${organisation}`, find.by, "state, version")
} for update`;

const newestOf = (organisation: RawBuilder<unknown>, requester: PersonId, what: string) =>
  sql`select ${sql.raw(what)} from handrail.requests
        where organisation_id = ${organisation} and requester = ${requester}::uuid and ${live}
        order by opened_at desc limit 1`;

/** What a command reads besides its request. */
export interface Read {
  /** Of every supervisor, and everybody whom a policy, the command or the request's own pages name. */
  readonly floor: FloorNow;
  readonly live: readonly Live[];
  readonly words: WordsBefore | undefined;
}
interface Live {
  readonly request: SubjectId;
  readonly requester: PersonId;
  readonly holder: PersonId | null;
  readonly status: string;
  readonly opened_at: Instant;
}
/** What was written with a request before, sealed. */
interface WordsBefore {
  readonly request: SubjectId;
  readonly words: string | null;
}

const columns = sql.raw("request, requester, holder, status, opened_at");

/** The request itself is not known yet, so what hangs on it is looked up by the same query that finds it. */
export async function read(
  tx: Tx,
  shell: Shell,
  { by, subject, command, note }: Wanted<Command>,
): Promise<Read> {
  const own = (column: string) =>
    subject === undefined
      ? newestOf(sql`handrail.organisation()`, by ?? nobody, column)
      : sql`select ${sql.raw(column)} from handrail.requests
          where organisation_id = handrail.organisation() and request = ${subject}::uuid`;
  const teams = [...shell.organisation.teams.values()];
  const named = namedBy(command, ...teams.map(({ settings }) => policiesIn(settings)));
  const [floor, live, words] = await together(
    readFloor(tx, shell.organisation, [...named], peopleOf(own("state"))),
    readLive(tx, by),
    (note?.["words"] ?? "").trim() === "" ? undefined : readWordsBefore(tx, own("request")),
  );
  return { floor, live, words };
}

/** Nobody's id. */
const nobody: PersonId = "00000000-0000-0000-0000-000000000000";

/** Whom a request's pages went to, and whom the policies name that it began with. */
const peopleOf = (state: RawBuilder<unknown>) => sql`
      with own as materialized (${state})
      select jsonb_object_keys(state -> 'pages')::uuid from own
      union
      select case when named ~ '^[0-9a-f-]{36}$' then named::uuid end from own cross join lateral (
        select jsonb_path_query(state -> 'policies', '$.*.steps[*].notify[*]') #>> '{}' as named
      ) step`;

async function readLive(tx: Tx, by: PersonId | undefined): Promise<readonly Live[]> {
  const { rows } = await sql<Live>`
      select ${columns} from handrail.requests
      where organisation_id = handrail.organisation() and ${live} and holder is not null
      union select ${columns} from handrail.requests
      where organisation_id = handrail.organisation() and ${live}
        and requester = ${by ?? null}::uuid
      union (
        select ${columns} from handrail.requests
        where organisation_id = handrail.organisation() and ${waits}
        order by opened_at limit ${waitingShown + 1})
      order by opened_at`.execute(tx);
  return rows;
}

async function readWordsBefore(
  tx: Tx,
  request: RawBuilder<unknown>,
): Promise<WordsBefore | undefined> {
  const { rows } = await sql<WordsBefore>`
    select request, words from handrail.request_words
    where organisation_id = handrail.organisation() and request = (${request})`.execute(tx);
  return rows[0];
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
export function facts(
  shell: Shell,
  { state: request, command, given }: Locked<Request, Command>,
  { floor, live: seen, words }: Read,
): StoreFacts {
  const requester = request?.requester ?? given.by;
  // A new request beside this one starts with the policy of now; this one keeps its own.
  const policies = policiesOf(shell, requester);
  const named = namedBy(command, policies, request?.policies).union(
    new Set(Object.keys(request?.pages ?? {})),
  );
  const colleagues = present(floor, shell.organisation, given.at, named).filter(
    (p) => p.supervises.length > 0 || named.has(p.person),
  );
  const others = seen.filter((row) => row.request !== request?.id);
  const holders = new Set(others.map((row) => row.holder));
  const team = shell.organisation.teams.get(teamOf(shell, requester) ?? "");
  return {
    lastOpenedAt: others.findLast((row) => row.requester === given.by)?.opened_at,
    colleagues: colleagues.map((p) => colleague(p, p.onCall || holders.has(p.person))),
    requesterLanguages:
      requester === undefined ? [] : (shell.organisation.people.get(requester)?.languages ?? []),
    waiting: others
      .filter((row) => row.status === "open" || row.status === "exhausted")
      .map((row) => ({ request: row.request, requester: row.requester, since: row.opened_at })),
    team: team === undefined || policies === undefined ? undefined : { name: team.name, policies },
    words,
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

const policiesIn = (settings: Readonly<Record<string, unknown>>) =>
  settings["escalation"] as Policies | undefined;

const policiesOf = (shell: Shell, person: PersonId | undefined): Policies | undefined =>
  policiesIn(shell.organisation.teams.get(teamOf(shell, person) ?? "")?.settings ?? {});

export async function write(
  shell: Shell,
  request: Request,
  { version, note = {}, facts: { words } }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const closedAt = isLive(request) ? null : new Date(request.closedAt);
  return [
    sql`
    insert into handrail.requests (organisation_id, request, version, status, requester, team, level,
      holder, opened_at, changed_at, closed_at, state)
    values (handrail.organisation(), ${request.id}, ${version}, ${request.status},
      ${request.requester}, ${request.team}, ${request.level}, ${holderOf(request) ?? null},
      ${new Date(request.openedAt)}, ${new Date(request.lastAt)}, ${closedAt},
      ${JSON.stringify(request)}::jsonb)
    on conflict (organisation_id, request) do update
    set version = excluded.version, status = excluded.status, level = excluded.level,
      holder = excluded.holder, changed_at = excluded.changed_at, closed_at = excluded.closed_at,
      state = excluded.state`,
    ...(await keepWords(shell, request, note, words)),
  ];
}

/**
 * Typed words are sealed, bound to their row, and never leave this table but to a person who may read them. What comes
 * later stands below what was written first.
 */
async function keepWords(
  shell: Shell,
  request: Request,
  note: Note,
  before: WordsBefore | undefined,
): Promise<Statement[]> {
  const [said, reference] = [note["words"]?.trim() ?? "", note["case"]?.trim() ?? ""];
  if (said === "" && reference === "") return [];
  const earlier =
    said !== "" && before?.request === request.id && before.words !== null
      ? await shell.vault
          .open(placeOf(shell, request.id, "words"), before.words)
          // The key that sealed it is gone.
          .catch(() => undefined)
      : undefined;
  const words =
    earlier === undefined || earlier.split("\n").includes(said)
      ? (earlier ?? said)
      : `${cut(earlier, longestWords)}\n${said}`;
  const seal = async (part: Part, text: string) =>
    text === "" ? null : shell.vault.seal(placeOf(shell, request.id, part), text);
  const [sealed, sealedReference] = [
    await seal("words", said === "" ? "" : words),
    await seal("case", reference),
  ];
  return [
    sql`
    insert into handrail.request_words (organisation_id, request, words, case_reference, kept_until)
    values (handrail.organisation(), ${request.id}, ${sealed}, ${sealedReference},
      ${new Date(request.openedAt + wordsKept)})
    on conflict (organisation_id, request) do update
    set words = coalesce(excluded.words, request_words.words),
      case_reference = coalesce(excluded.case_reference, request_words.case_reference)`,
  ];
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

export async function readShown(
  tx: Tx,
  _shell: Shell,
  id: SubjectId,
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
