import { sql } from "kysely";
import type { OrganisationId, PersonId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { supportOf } from "../people/support.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../runtime/feature.ts";
import { type CheckIn, answersFrom, dayOf } from "./answers.ts";
import { windowLasts } from "./questions.ts";
import { type Gathered, gatheredSoFar, keep } from "./gathering.ts";
import { type Command, type Facts, isOpen } from "./rules.ts";
import type { Roster } from "./source.ts";
import { type Event, type Trends, remembered, theTrend } from "./state.ts";

/**
 * Check-ins open their answers of some days, the first included and the last not, for a few people
 * at a time.
 */
export type ReadCheckIns = (
  tx: Tx,
  shell: Shell,
  from: string,
  before: string,
  after: PersonId | undefined,
) => Promise<{
  readonly checkIns: readonly CheckIn[];
  readonly unopened: number;
  readonly last?: PersonId;
}>;

/** What views are drawn from. */
export interface Shown {
  readonly trends: Trends;
  /** What a lead said is being done. */
  readonly doing?: string;
}
export type StoreFacts = Facts & {
  /** What a lead said, if somebody looks at it; otherwise views read it again. */
  readonly doing?: Pick<Shown, "doing">;
};

/** An organisation has one trend, for every reader. */
export const load = (organisation: OrganisationId) =>
  sql<{
    state: Trends;
    version: number;
  }>`select state, version from handrail.trends where organisation_id = ${organisation} for update`;

/** What a command reads, by its kind. */
export interface Read {
  /** What a lead said is being done, sealed, if somebody looks. */
  readonly doing?: string | undefined;
  readonly turn?: Turn | undefined;
}
/** A window is over, and its round is open. */
interface Turn {
  readonly gathered: Gathered;
  /** Absent: some of its answers are still sealed. */
  readonly rosters?: ReadonlyMap<Instant, Roster>;
}

export const read = async (tx: Tx, _shell: Shell, { command }: Wanted<Command>): Promise<Read> =>
  command.do === "look" ? { doing: await sealedDoing(tx) } : {};

/** The window decides which answers a tick opens. */
export const readMoreWith =
  (readCheckIns: ReadCheckIns) =>
  (
    tx: Tx,
    shell: Shell,
    { state, command, given }: Locked<Trends, Command>,
  ): Promise<Read> | undefined => {
    if (command.do !== "turn" || state === undefined || given.at < state.window + windowLasts)
      return undefined;
    // A round that did not open has no numbers: nothing is opened for it.
    if (!isOpen(state, { leads: leadsOf(shell) })) return undefined;
    return readTurn(readCheckIns, tx, shell, state.window);
  };

async function readTurn(
  readCheckIns: ReadCheckIns,
  tx: Tx,
  shell: Shell,
  window: Instant,
): Promise<Read> {
  const gathered = await gather(readCheckIns, tx, shell, window);
  if (gathered.last !== undefined) return { turn: { gathered } };
  return { turn: { gathered, rosters: await rostersOf(tx) } };
}

export async function facts(
  shell: Shell,
  { state, command }: Locked<Trends, Command>,
  { doing, turn }: Read,
): Promise<StoreFacts> {
  const leads = leadsOf(shell);
  const none = { leads, rosters: new Map<Instant, Roster>() };
  if (command.do === "look") return { ...none, doing: await openDoing(shell, doing) };
  if (turn === undefined || state === undefined) return none;
  if (turn.rosters === undefined) return { ...none, more: true };
  const { rosters, gathered } = turn;
  const own = rosters.get(state.window);
  if (own === undefined) return { leads, rosters };
  return {
    leads,
    rosters,
    over: { start: state.window, answers: gathered.answers, rosters: [own] },
    unopened: gathered.unopened,
  };
}

/** One piece more. */
async function gather(
  readCheckIns: ReadCheckIns,
  tx: Tx,
  shell: Shell,
  window: Instant,
): Promise<Gathered> {
  const { vault, organisation } = shell;
  const before = gatheredSoFar(vault, organisation.id, window);
  const piece = await readCheckIns(
    tx,
    shell,
    dayOf(window),
    dayOf(window + windowLasts),
    before?.last,
  );
  const gathered: Gathered = {
    window,
    answers: [...(before?.answers ?? []), ...piece.checkIns.flatMap(answersFrom)],
    unopened: (before?.unopened ?? 0) + piece.unopened,
    last: piece.last,
  };
  keep(vault, organisation.id, gathered);
  return gathered;
}

export async function write(
  shell: Shell,
  trends: Trends,
  { version, events, note, given }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const upsert = sql`
    insert into handrail.trends (organisation_id, version, state)
    values (handrail.organisation(), ${version}, ${JSON.stringify(trends)}::jsonb)
    on conflict (organisation_id) do update
    set version = excluded.version, state = excluded.state`;
  const frozen = events.some(({ type }) => type === "began") ? freeze(trends.window) : [];
  const doing = note?.["doing"]?.trim();
  if (doing === undefined || !events.some(({ type }) => type === "said"))
    return [upsert, ...frozen];
  const sealed = await shell.vault.seal(placeOf(shell), doing);
  return [
    upsert,
    ...frozen,
    sql`update handrail.trends set doing = ${sealed}
      where organisation_id = handrail.organisation()`,
    tellEverybody(given.by),
  ];
}

/**
 * People who are asked how it was are told what is being done (docs/features.md K7). Each gets a
 * timer, twenty a second, like invitations.
 */
const tellEverybody = (but: PersonId | undefined): Statement =>
  sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'doing', person, 'tell',
      (select handrail.now()) + make_interval(secs => floor(row_number() over () / 20.0))
    from (
      select distinct m.person from handrail.memberships m
      join handrail.people p
        on p.organisation_id = m.organisation_id and p.person = m.person and p.listed
      join handrail.teams t
        on t.organisation_id = m.organisation_id and t.team = m.team and t.listed
      where m.organisation_id = handrail.organisation()
        and jsonb_array_length(coalesce(t.settings->'checkIns', '[]'::jsonb)) > 0
        and m.person <> ${but ?? theTrend}::uuid
    ) asked
    on conflict (organisation_id, feature, subject, command) do update set
      due_at = excluded.due_at`;

/**
 * Stores who is in which teams when a window begins, and deletes rosters that no window is checked
 * against.
 */
function freeze(window: Instant): Statement[] {
  const oldest = new Date(window - (remembered + 1) * windowLasts);
  return [
    sql`
    insert into handrail.trend_rosters (organisation_id, window_start, person, teams)
    select p.organisation_id, ${new Date(window)}, p.person,
      coalesce(array_agg(distinct m.team) filter (where m.team is not null), '{}')
    from handrail.people p left join handrail.memberships m
      on m.organisation_id = p.organisation_id and m.person = p.person
    where p.organisation_id = handrail.organisation() and p.listed
    group by p.organisation_id, p.person
    on conflict do nothing`,
    sql`delete from handrail.trend_rosters
      where organisation_id = handrail.organisation() and window_start < ${oldest}`,
  ];
}

async function rostersOf(tx: Tx): Promise<ReadonlyMap<Instant, Roster>> {
  const rows = await tx
    .selectFrom("trend_rosters")
    .select(["window_start", "person", "teams"])
    .execute();
  const rosters = new Map<Instant, Map<PersonId, readonly TeamName[]>>();
  for (const { window_start: start, person, teams } of rows)
    rosters.set(start, (rosters.get(start) ?? new Map()).set(person, teams));
  return rosters;
}

export async function readShown(tx: Tx, shell: Shell): Promise<Shown | undefined> {
  const row = await tx.selectFrom("trends").select("state").executeTakeFirst();
  return row === undefined
    ? undefined
    : { trends: row.state as unknown as Trends, ...(await doingOf(tx, shell)) };
}

const doingOf = async (tx: Tx, shell: Shell): Promise<{ doing?: string }> =>
  openDoing(shell, await sealedDoing(tx));

async function sealedDoing(tx: Tx): Promise<string | undefined> {
  const row = await tx.selectFrom("trends").select("doing").executeTakeFirst();
  return row?.doing ?? undefined;
}

/** What does not open reads as if nothing had been said. */
async function openDoing(shell: Shell, sealed: string | undefined): Promise<{ doing?: string }> {
  const doing = sealed && (await shell.vault.open(placeOf(shell), sealed));
  return doing === undefined ? {} : { doing };
}

const placeOf = (shell: Shell) => `${shell.organisation.id}/trends/doing`;

/** The wellbeing leads. */
export const leadsOf = ({ organisation }: Shell): readonly PersonId[] =>
  supportOf(organisation).leads;
