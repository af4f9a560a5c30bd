import { sql } from "kysely";
import type { PersonId, SubjectId } from "../kernel/ids.ts";
import { type FloorNow, present, readFloor } from "../people/floor.ts";
import { zoneOf } from "../people/place.ts";
import { runsATeam, teamOf } from "../people/team.ts";
import { routesOf } from "../people/usual.ts";
import { requestOf } from "../people/requests.ts";
import { loadById } from "../runtime/database/by-id.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { Change, Locked, Note, Shell, Statement, Wanted } from "../runtime/feature.ts";
import type { Command, Facts } from "./commands.ts";
import { countPromises } from "./counts/store.ts";
import { isClosed, isThere, membersOf, supervisorsOf } from "./people.ts";
import type { Event, Promised, Proposal } from "./promise.ts";
import { type Words, readNote } from "./words.ts";
import { isZone } from "./zones.ts";

/** What views are drawn from. */
export interface Shown {
  readonly promised: Promised;
  /** `undefined`: the key that sealed them is gone. */
  readonly words: Words | undefined;
}
export type StoreFacts = Facts & { readonly words: Words | undefined };

/** By id. A word begins a new one, so a person has none to find. */
export const load = loadById<Promised>("promises", "promise");

export interface Read {
  readonly sealed: string | null;
  readonly request: SubjectId | undefined;
  /** Where the rule needs to know who is there. */
  readonly floor?: FloorNow | undefined;
}

export async function read(
  tx: Tx,
  { organisation }: Shell,
  { by, subject, command }: Wanted<Command>,
): Promise<Read> {
  const isNew = command.do === "make" && by !== undefined;
  const asks = subject !== undefined && asksWhoIsThere(command);
  const [words, request, floor] = await together(
    subject === undefined ? undefined : readSealed(tx, subject),
    isNew ? requestOf(tx, by, subject) : undefined,
    asks ? readFloor(tx, organisation, [], peopleOf(subject)) : undefined,
  );
  return { sealed: words ?? null, request, floor };
}

const asksWhoIsThere = ({ do: what }: Command): boolean =>
  what === "look" || what === "orphan" || what === "unreachable";

/** Its holder and the team: the promise is not known yet, so the same query looks them up. */
const peopleOf = (promise: SubjectId) => sql`
  with own as materialized (
    select holder, team from handrail.promises
    where organisation_id = handrail.organisation() and promise = ${promise}::uuid)
  select holder from own
  union
  select m.person from handrail.memberships m join own using (team)
  where m.organisation_id = handrail.organisation()`;

export async function facts(
  shell: Shell,
  locked: Locked<Promised, Command>,
  read: Read,
): Promise<StoreFacts> {
  const { organisation } = shell;
  const { state, command, given } = locked;
  const before = state === undefined ? undefined : await openWords(shell, state.id, read.sealed);
  const isNew = command.do === "make";
  const team = isNew ? teamOf(organisation, given.by ?? "") : state?.team;
  const found =
    isNew || command.do === "change" ? proposed(shell, locked, team, before) : undefined;
  const watchers = supervisorsOf(organisation, team);
  const said = { team, request: read.request, watchers, proposal: found?.proposal };
  return {
    ...said,
    words: found?.words ?? before,
    closed: command.do === "choose" && isClosed(organisation, team, command.at),
    mayHold:
      (command.do === "giveTo" && mayHold(organisation, command.to, team)) ||
      (command.do === "keep" && mayHold(organisation, whoseOf(state), team)) ||
      (command.do === "take" && mayTake(organisation, given.by, team)),
    ...whoIsThere(organisation, locked, read.floor),
  };
}

function whoIsThere(
  organisation: Organisation,
  { state, given }: Locked<Promised, Command>,
  floor: FloorNow | undefined,
): Pick<Facts, "holder" | "colleagues" | "supervisors"> {
  if (state === undefined || floor === undefined)
    return { holder: "there", colleagues: [], supervisors: [] };
  const { holder, team } = state;
  const named = new Set([holder, ...membersOf(organisation, team)]);
  const all = present(floor, organisation, given.at, named);
  const there = all.filter((one) => one.person !== holder && isThere(one));
  const own = all.find(({ person }) => person === holder);
  const runs = there.filter(({ supervises }) => supervises.length > 0);
  const runsIt = runs.filter(({ supervises }) => team !== undefined && supervises.includes(team));
  return {
    holder: own === undefined ? "gone" : isThere(own) ? "there" : "away",
    colleagues: there
      .filter(({ agentOf }) => team !== undefined && agentOf.includes(team))
      .map(({ person }) => person),
    supervisors: (runsIt.length > 0 ? runsIt : runs).map(({ person }) => person),
  };
}

/** Named in the form, until it is kept. */
const whoseOf = (promised: Promised | undefined): PersonId =>
  (promised?.status === "draft" ? promised.proposal.whose : undefined) ?? "";

/** A colleague of the team whom a message can reach. */
export const mayHold = (
  organisation: Organisation,
  person: PersonId,
  team: string | undefined,
): boolean =>
  membersOf(organisation, team).includes(person) && routesOf(organisation, person).length > 0;

/** Rights are those of the moment: who was asked may have changed their team since. */
const mayTake = (
  organisation: Organisation,
  person: PersonId = "",
  team: string | undefined,
): boolean => membersOf(organisation, team).includes(person) || runsATeam(organisation, person);

function proposed(
  { organisation }: Shell,
  { state, command, given: { at, by = "", via }, note = {} }: Locked<Promised, Command>,
  team: string | undefined,
  before: Words | undefined,
): { proposal: Proposal; words: Words } {
  const own = zoneOf(organisation, by);
  const zone = isZone(note["zone"]) ? note["zone"] : own;
  const locale =
    organisation.accounts.get(via ?? "")?.locale ??
    organisation.people.get(by)?.locale ??
    organisation.locale;
  const kept = command.do === "change" && state?.status === "open" ? before : undefined;
  // Of one that is kept a form changes the time alone: its words are its maker's.
  const typed = kept === undefined ? note : { when: note["when"] ?? "" };
  const { words, when, telephone } = readNote(typed, { now: at, zone, locale }, kept);
  const closed = when.is === "clear" && isClosed(organisation, team, when.dueAt);
  const hints = { closed: closed ? true : undefined, telephone: telephone ? true : undefined };
  // Of one that is kept, another button gives it away.
  const named = state?.status === "open" || note["whose"] === by ? "" : (note["whose"] ?? "");
  const isTheirs = mayHold(organisation, named, team);
  const whose = isTheirs ? { whose: named } : named === "" ? {} : { notTheirs: true };
  return { words, proposal: { when, zone, ...hints, ...whose } as Proposal };
}

/** Only words that were typed now are sealed; others stay as they are. */
export async function write(
  shell: Shell,
  promised: Promised,
  { version, note, events, facts: { words } }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const { id, status, maker, holder, team = null, request = null, lastAt } = promised;
  const sealed = await seal(shell, id, note, words);
  const dueAt = promised.status === "draft" ? null : new Date(promised.dueAt);
  return [
    sql`
    insert into handrail.promises (organisation_id, promise, version, status, person, holder, team,
      request, due_at, changed_at, words, state)
    values (handrail.organisation(), ${id}, ${version}, ${status}, ${maker}, ${holder}, ${team},
      ${request}, ${dueAt}, ${new Date(lastAt)}, ${sealed}, ${JSON.stringify(promised)}::jsonb)
    on conflict (organisation_id, promise) do update
    set version = excluded.version, status = excluded.status, holder = excluded.holder,
      due_at = excluded.due_at, changed_at = excluded.changed_at,
      words = case when ${isForgotten(promised)} then null
        else coalesce(excluded.words, promises.words) end, state = excluded.state`,
    ...countPromises(shell, promised, events),
  ];
}

const isForgotten = ({ forgets, status }: Promised): boolean =>
  forgets === true && status !== "open";

const placeOf = ({ organisation }: Shell, promise: SubjectId): string =>
  `${organisation.id}/promises/${promise}`;

async function seal(
  shell: Shell,
  promise: SubjectId,
  note: Note | undefined,
  words: Words | undefined,
): Promise<string | null> {
  if (note === undefined || words === undefined) return null;
  return shell.vault.seal(placeOf(shell, promise), JSON.stringify(words));
}

const readSealed = async (tx: Tx, promise: SubjectId): Promise<string | null> =>
  (
    await tx
      .selectFrom("promises")
      .select("words")
      .where("promise", "=", promise)
      .executeTakeFirst()
  )?.words ?? null;

/** @returns undefined where nothing was kept, or the key that sealed it is gone */
export async function openWords(
  shell: Shell,
  promise: SubjectId,
  sealed: string | null,
): Promise<Words | undefined> {
  if (sealed === null) return undefined;
  const text = await shell.vault.open(placeOf(shell, promise), sealed);
  return text === undefined ? undefined : (JSON.parse(text) as Words);
}

export async function readShown(
  tx: Tx,
  shell: Shell,
  promise: SubjectId,
): Promise<Shown | undefined> {
  const row = await tx
    .selectFrom("promises")
    .select(["state", "words"])
    .where("promise", "=", promise)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const promised = row.state as unknown as Promised;
  return { promised, words: await openWords(shell, promise, row.words) };
}
