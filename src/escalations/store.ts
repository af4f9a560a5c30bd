import { type RawBuilder, sql } from "kysely";
import type { Given } from "../kernel/decision.ts";
import { type OrganisationId, type PersonId, type SubjectId, nilId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type FloorNow, present, readFloor } from "../people/floor.ts";
import { type AfterHelp, live } from "../people/requests.ts";
import { countriesOf } from "../people/support.ts";
import type { Present } from "../people/usual.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../runtime/feature.ts";
import type { Event } from "./events.ts";
import { keepWritten } from "./handover/store.ts";
import type { Colleague } from "./rules/asking.ts";
import type { Policies } from "./policy.ts";
import { endPracticeOf } from "./practice/store.ts";
import { colleagueIn } from "./raise/colleague.ts";
import { asColleague, lockColleague } from "./raise/store.ts";
import { type Request, holderOf, isLive } from "./request.ts";
import type { Command } from "./rules.ts";
import { ladderOf, policiesOf, teamWithPolicies } from "./team.ts";
import type { StoreFacts } from "./shown.ts";
import { offersOf } from "./verdict/offers.ts";
import { keepOffer } from "./verdict/store.ts";
import type { SealedPlan } from "./repeat/sealed/store.ts";
import { type CaseBefore, markAnew, marksIn, readCase } from "./repeat/store.ts";
import { type Sealed, type WordsBefore, keepWords, readWordsBefore } from "./words/store.ts";

/** At most this many others on a card, the longest waiting first. */
export const waitingShown = 20;

// A literal, like `live`: only so is a partial index used.
export const waits = sql<boolean>`status in ('open', 'exhausted')`;

/** By id; or a person's newest live request, which a second press is about. */
export const load = (organisation: OrganisationId, find: Find) =>
  sql<{
    state: Request;
    version: number;
  }>`${
    "subject" in find
      ? sql`select state, version from handrail.requests
        where organisation_id = ${organisation} and request = ${find.subject}::uuid`
      : newestOf(sql`${organisation}`, find.by, "state, version")
  } for update`;

/** Without a lock, as it is now. */
export async function readRequest(tx: Tx, id: SubjectId): Promise<Request | undefined> {
  const row = await tx
    .selectFrom("requests")
    .select("state")
    .where("request", "=", id)
    .executeTakeFirst();
  return row?.state as unknown as Request | undefined;
}

const newestOf = (organisation: RawBuilder<unknown>, requester: PersonId, what: string) =>
  sql`select ${sql.raw(what)} from handrail.requests
        where organisation_id = ${organisation} and requester = ${requester}::uuid and ${live}
        order by opened_at desc limit 1`;

/** What a command reads besides its request. */
export interface Read {
  /**
   * The ids of every supervisor, and of the people that a policy, the command or the request's own
   * pages name.
   */
  readonly floor: FloorNow;
  readonly live: readonly Live[];
  readonly words: WordsBefore | undefined;
  readonly afterHelp?: AfterHelp;
  /** Absent: not looked for. */
  readonly more?: { readonly sealed: Sealed | undefined };
  /** Of the case that the command names. */
  readonly case?: CaseBefore | undefined;
  /** Of the request's case so far, sealed. */
  readonly plan?: SealedPlan | undefined;
}
interface Live {
  readonly request: SubjectId;
  readonly requester: PersonId;
  readonly holder: PersonId | null;
  readonly status: string;
  readonly opened_at: Instant;
}
const columns = sql.raw("request, requester, holder, status, opened_at");

/**
 * The request's id is not known yet. So the query that finds it also looks up what belongs to it.
 */
export async function read(
  tx: Tx,
  shell: Shell,
  { by, subject, command, note }: Wanted<Command>,
): Promise<Read> {
  const own = (column: string) =>
    subject === undefined
      ? newestOf(sql`handrail.organisation()`, by ?? nilId, column)
      : sql`select ${sql.raw(column)} from handrail.requests
          where organisation_id = handrail.organisation() and request = ${subject}::uuid`;
  const colleague = colleagueIn(shell, by, command)?.id;
  const named = namedBy(command, policiesOf(shell, by), policiesOf(shell, colleague));
  const marks = marksIn(shell, note);
  const [, floor, live, words, before] = await together(
    colleague === undefined ? undefined : lockColleague(tx, colleague),
    readFloor(tx, shell.organisation, [...named], peopleOf(own("state"))),
    readLive(
      tx,
      [by, colleague].filter((id) => id !== undefined),
    ),
    (note?.["words"] ?? "").trim() === "" ? undefined : readWordsBefore(tx, own("request")),
    marks === undefined ? undefined : readCase(tx, marks, own("request")),
  );
  return { floor, live, words, case: before };
}

/** The people that a request's pages went to, and those that its own policies name. */
const peopleOf = (state: RawBuilder<unknown>) => sql`
      with own as materialized (${state})
      select jsonb_object_keys(state -> 'pages')::uuid from own
      union
      select case when named ~ '^[0-9a-f-]{36}$' then named::uuid end from own cross join lateral (
        select jsonb_path_query(state -> 'policies', '$.*.steps[*].notify[*]') #>> '{}' as named
      ) step`;

async function readLive(tx: Tx, requesters: readonly PersonId[]): Promise<readonly Live[]> {
  const { rows } = await sql<Live>`
      select ${columns} from handrail.requests
      where organisation_id = handrail.organisation() and ${live} and holder is not null
      union select ${columns} from handrail.requests
      where organisation_id = handrail.organisation() and ${live}
        and requester = any(${`{${requesters.join(",")}}`}::uuid[])
      union (
        select ${columns} from handrail.requests
        where organisation_id = handrail.organisation() and ${waits}
        order by opened_at limit ${waitingShown + 1})
      order by opened_at`.execute(tx);
  return rows;
}

/** The people that the policies or the command name. */
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

/** Who is there, who holds another request, and the requester's team with its policies. */
export function knownAtOnce(
  shell: Shell,
  { state: request, command, given, note }: Locked<Request, Command>,
  { floor, live: seen, words, case: before }: Read,
): StoreFacts {
  const requester = request?.requester ?? given.by;
  const raisedFor = colleagueIn(shell, given.by, command);
  const policies = [given.by, raisedFor?.id].map((id) => policiesOf(shell, id));
  const named = namedBy(command, ...policies, request?.policies).union(
    new Set(Object.keys(request?.pages ?? {})),
  );
  const colleagues = present(floor, shell.organisation, given.at, named).filter(
    (p) => p.supervises.length > 0 || named.has(p.person),
  );
  const others = seen.filter((row) => row.request !== request?.id);
  const holders = new Set(others.map((row) => row.holder));
  return {
    lastOpenedAt: others.findLast((row) => row.requester === given.by)?.opened_at,
    colleagues: colleagues.map((p) => colleague(p, p.onCall || holders.has(p.person))),
    ladder: ladderOf(shell, request),
    left: (request?.helpers ?? []).filter(
      (id) => shell.organisation.people.get(id)?.listed !== true,
    ),
    offers: request === undefined ? [] : offersOf(shell, request),
    countries: countriesOf(shell.organisation),
    requesterLanguages:
      requester === undefined ? [] : (shell.organisation.people.get(requester)?.languages ?? []),
    waiting: others
      .filter((row) => row.status === "open" || row.status === "exhausted")
      .map((row) => ({ request: row.request, requester: row.requester, since: row.opened_at })),
    // A new request beside this one starts with the policy of now; this one keeps its own.
    team: teamWithPolicies(shell, requester),
    colleague: raisedFor && asColleague(shell, raisedFor, others),
    words,
    earlier: before && { contacts: before.contacts, planned: before.plan !== undefined },
    made: madeOf(given, note?.["offer"]),
  };
}

const madeOf = ({ at, by }: Given, text: string | undefined): StoreFacts["made"] =>
  text === undefined ? undefined : { at, by, text };

const free = new WeakMap<Present, Colleague>();

/** Most people are as usual, and free: the same object from command to command. */
function colleague(present: Present, busy: boolean): Colleague {
  if (busy) return { ...present, busy };
  const known = free.get(present) ?? { ...present, busy };
  free.set(present, known);
  return known;
}

export async function write(
  shell: Shell,
  request: Request,
  {
    command,
    version,
    note = {},
    given,
    events,
    facts: { words },
  }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const marks = marksIn(shell, note);
  const closedAt = isLive(request) ? null : new Date(request.closedAt);
  return [
    sql`
    insert into handrail.requests (organisation_id, request, version, status, requester, team,
      level, holder, opened_at, changed_at, closed_at, state)
    values (handrail.organisation(), ${request.id}, ${version}, ${request.status},
      ${request.requester}, ${request.team}, ${request.level}, ${holderOf(request) ?? null},
      ${new Date(request.openedAt)}, ${new Date(request.lastAt)}, ${closedAt},
      ${JSON.stringify(request)}::jsonb)
    on conflict (organisation_id, request) do update
    set version = excluded.version, status = excluded.status, level = excluded.level,
      holder = excluded.holder, changed_at = excluded.changed_at, closed_at = excluded.closed_at,
      state = excluded.state`,
    ...(command.do === "note"
      ? await keepWritten(shell, request, note, given.by)
      : await keepWords(shell, request, note, words, marks)),
    ...(marks === undefined ? [] : markAnew(marks)),
    ...(await keepOffer(shell, request, note)),
    ...(events.some(({ type }) => type === "opened")
      ? [endPracticeOf(request.requester, request.lastAt)]
      : []),
  ];
}
