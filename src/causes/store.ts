import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type RequestCause, causeOf } from "../people/requests.ts";
import { supportOf } from "../people/support.ts";
import { agentsIn } from "../people/team.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Change, Find, Locked, Note, Shell, Statement, Wanted } from "../runtime/feature.ts";
import { type Command, type Event, type Facts, type Item, within } from "./rules.ts";
import { withoutTimer } from "../runtime/timers/forgotten.ts";

/** By its id; or the open item of a request's team and category. */
export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Item;
  version: number;
}>`
  select i.state, i.version from handrail.cause_items i where i.organisation_id = ${organisation}
    and ${
      "subject" in find
        ? sql`(i.item = ${find.subject}::uuid or i.closed_at is null and (i.team, i.category) = (
            select r.team, r.state ->> 'category' from handrail.requests r
            where r.organisation_id = ${organisation} and r.request = ${find.subject}::uuid))`
        : sql`false`
    } for update`;

/** Only a look needs the request. */
export type Read = RequestCause | undefined;

export async function read(tx: Tx, _shell: Shell, wanted: Wanted<Command>): Promise<Read> {
  const { command, subject } = wanted;
  return command.do === "look" && subject !== undefined
    ? causeOf(tx, subject, within, lastEnd)
    : undefined;
}

/** What came before an item ended was dealt with by it. */
const lastEnd = sql`(select max(i.closed_at) from handrail.cause_items i
  where i.organisation_id = handrail.organisation()
    and i.team = one.team and i.category = one.category)`;

/** Not a cause that anybody can fix; and how well people understand each other is about a person. */
const noCauses: ReadonlySet<string> = new Set(["OTH", "LAN"]);

export const facts = (
  { organisation }: Shell,
  _locked: Locked<Item, Command>,
  cause: Read,
): Facts => ({
  ...(cause !== undefined && isOfTheWork(organisation, cause) ? { cause } : {}),
  heads: headsOf(organisation),
  timeZone: organisation.timeZone,
});

/** Of a team with one agent it would be about that agent. */
const isOfTheWork = (organisation: Shell["organisation"], { category, team }: RequestCause) =>
  !noCauses.has(category) && agentsIn(organisation, team) > 1;

/** Heads of support who are still in the file. */
export const headsOf = (organisation: Shell["organisation"]) =>
  supportOf(organisation).heads.filter((id) => organisation.people.get(id)?.listed === true);

/** What is typed: what it is, what is being done, or why it is not. */
export interface Words {
  readonly what?: string;
  readonly doing?: string;
  readonly reason?: string;
}

const placeOf = ({ organisation }: Pick<Shell, "organisation">, item: SubjectId) =>
  `${organisation.id}/cause_items/${item}/words`;

export async function write(
  shell: Shell,
  item: Item,
  { version, note = {}, events }: Change<Command, Event, Facts>,
): Promise<Statement[]> {
  const words = await sealed(shell, item, note);
  const state = sql`${JSON.stringify(item)}::jsonb`;
  const closedAt = item.end === undefined ? null : new Date(item.end.at);
  if (events.some(({ type }) => type === "opened"))
    return [
      // Two calls at once: the second runs again, and finds the item of the first.
      sql`
      insert into handrail.cause_items (organisation_id, item, version, team, category, state)
      values (handrail.organisation(), ${item.id}, ${version}, ${item.team}, ${item.category},
        ${state})
      on conflict (organisation_id, team, category) where closed_at is null
        do update set version = excluded.version where handrail.must(false)`,
    ];
  return [
    sql`update handrail.cause_items set version = ${version}, state = ${state},
        closed_at = ${closedAt}, words = coalesce(${words}, words)
      where organisation_id = handrail.organisation() and item = ${item.id}::uuid`,
  ];
}

/** A reason alone stands in place of what was being done. */
async function sealed(shell: Shell, { id }: Item, note: Note): Promise<string | null> {
  const { what, doing, reason } = note;
  if (what === undefined && doing === undefined && reason === undefined) return null;
  const words: Words = reason === undefined ? { what: what ?? "", doing: doing ?? "" } : { reason };
  return shell.vault.seal(placeOf(shell, id), JSON.stringify(words));
}

export interface Shown {
  readonly item: Item;
  /** `undefined`: none yet, or their key is gone. */
  readonly words: Words | undefined;
}

type Row = { readonly state: Item; readonly words: string | null };

async function opened(shell: Shell, { state, words }: Row): Promise<Shown> {
  const text = words === null ? undefined : await shell.vault.open(placeOf(shell, state.id), words);
  return { item: state, words: text === undefined ? undefined : (JSON.parse(text) as Words) };
}

export async function readShown(
  tx: Tx,
  shell: Shell,
  subject: SubjectId,
): Promise<Shown | undefined> {
  const { rows } = await sql<Row>`select state, words from handrail.cause_items
    where organisation_id = handrail.organisation() and item = ${subject}::uuid`.execute(tx);
  return rows[0] && opened(shell, rows[0]);
}

/** What is being done for these teams, and what was done in the last two weeks. */
export async function beingDone(
  tx: Tx,
  shell: Shell,
  teams: readonly TeamName[],
  now: Instant,
): Promise<Shown[]> {
  if (teams.length === 0) return [];
  const { rows } = await sql<Row>`select state, words from handrail.cause_items
    where organisation_id = handrail.organisation() and team = any(${[...teams]}::text[])
      and words is not null and state ? 'owned'
      and (closed_at is null or closed_at > ${new Date(now)}::timestamptz - interval '14 days'
        and state #>> '{end,how}' = 'done')
    order by item limit 20`.execute(tx);
  const shown: Shown[] = [];
  for (const row of rows) shown.push(await opened(shell, row));
  return shown;
}

/** What a head wrote, for their own copy. */
export async function itemsOf(tx: Tx, shell: Shell, head: PersonId) {
  const { rows } = await sql<Row>`select state, words from handrail.cause_items
    where organisation_id = handrail.organisation() and state #>> '{owned,by}' = ${head}
    order by item`.execute(tx);
  const items: unknown[] = [];
  for (const row of rows) items.push({ team: row.state.team, ...(await opened(shell, row)).words });
  return items.length === 0 ? {} : { items };
}

/** Who had it is gone from what is over. What goes on is the organisation's, and has its owner. */
export const eraseOwner = (head: PersonId): Statement => sql`
  update handrail.cause_items set state = state - 'owned', words = null
  where organisation_id = handrail.organisation() and state #>> '{owned,by}' = ${head}
    and closed_at is not null`;

/** A year is enough to see whether it came back. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.cause_items where organisation_id = handrail.organisation()
    and closed_at < (select handrail.now()) - interval '371 days'`.execute(tx);
}

export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "causes", table: "cause_items", key: "item" },
    sql`closed_at is null`,
  );
