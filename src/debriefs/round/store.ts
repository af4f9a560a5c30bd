import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { ReadHardCalls } from "../../people/requests.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { firstRound, laterRound } from "../calendar.ts";
import { membersOf } from "../facts.ts";
import { type Staff, readStaff } from "../matching/store.ts";
import { rounds as pairUp } from "../pairing.ts";
import { keepMeeting } from "../store.ts";
import { type Command, type Event, type Facts, type Rounds, roundsSubject } from "./rules.ts";

export interface Shown {
  readonly rounds: Rounds;
  /** Absent: they are kept and do not open. */
  readonly groups: readonly (readonly PersonId[])[] | undefined;
}

const placeOf = (shell: Shell) => `${shell.organisation.id}/debrief_rounds/groups`;

export const load = (organisation: OrganisationId) =>
  sql<{
    state: Rounds;
    version: number;
  }>`select state, version from handrail.debrief_rounds where organisation_id = ${organisation} for update`;

/** What a draw goes by; the beginning needs nothing. */
export type Read = Staff | undefined;

export const readWith =
  (hardCalls: ReadHardCalls) =>
  async (tx: Tx, shell: Shell, { command }: Wanted<Command>): Promise<Read> =>
    command.do === "begin" ? undefined : readStaff(tx, shell, hardCalls);

export function facts(
  shell: Shell,
  { state: rounds, given: { at, seed } }: Locked<Rounds, Command>,
  staff: Read,
): Facts {
  const zone = shell.organisation.timeZone;
  if (staff === undefined) return { members: [], groups: [], next: firstRound(at, zone) };
  const members = membersOf(shell, staff, at);
  const next = laterRound(rounds?.next ?? at, at, zone);
  return {
    members: members.map(({ person }) => person),
    groups: pairUp(members, at, seed ^ at),
    next,
  };
}

export async function write(
  shell: Shell,
  after: Rounds,
  { version, events, given: { at } }: Change<Command, Event, Facts>,
): Promise<Statement[]> {
  const groups = events.find((event) => event.type === "drawn")?.groups;
  const sealed =
    groups === undefined ? null : await shell.vault.seal(placeOf(shell), JSON.stringify(groups));
  const pairs = (groups ?? []).flatMap((group) =>
    group.flatMap((requester, index) =>
      group.slice(index + 1).map((supporter) => ({ requester, supporter })),
    ),
  );
  return [
    sql`
    insert into handrail.debrief_rounds (organisation_id, version, state, groups)
    values (handrail.organisation(), ${version}, ${JSON.stringify(after)}::jsonb, ${sealed})
    on conflict (organisation_id) do update
    set version = excluded.version, state = excluded.state, groups = excluded.groups`,
    ...(await Promise.all(
      pairs.map((pair) => keepMeeting(shell, randomUUID(), { ...pair, at, round: true })),
    )),
  ];
}

export async function readShown(tx: Tx, shell: Shell): Promise<Shown | undefined> {
  const row = await tx.selectFrom("debrief_rounds").select(["state", "groups"]).executeTakeFirst();
  if (row === undefined) return undefined;
  const text = row.groups === null ? "[]" : await shell.vault.open(placeOf(shell), row.groups);
  const groups = text === undefined ? undefined : (JSON.parse(text) as PersonId[][]);
  return { rounds: row.state as unknown as Rounds, groups };
}

/** For oneself: whom this round is with, until the next one is drawn. The other groups are no business of theirs. */
export async function kept(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const shown = await readShown(tx, shell);
  const group = shown?.groups?.find((one) => one.includes(person));
  if (shown === undefined || group === undefined) return {};
  const others = group
    .filter((id) => id !== person)
    .map((id) => shell.organisation.people.get(id)?.name ?? "–");
  return { round: shown.rounds.number, with: others };
}

export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql`
    select 1 from handrail.debrief_rounds r where r.organisation_id = handrail.organisation() and r.state ? 'next'
      and not exists (select 1 from handrail.timers t where t.organisation_id = r.organisation_id and t.feature = 'rounds')`.execute(
    tx,
  );
  return rows.length === 0 ? [] : [roundsSubject];
}
