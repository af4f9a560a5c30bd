import { sql } from "kysely";
import type { Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import { floor } from "../people/floor.ts";
import { inARequest } from "../people/requests.ts";
import type { Tx } from "../runtime/database.ts";
import type { Find, Note, Shell } from "../runtime/feature.ts";
import { eraseAnswers, keepAnswers, readHistory } from "./answers/store.ts";
import type { Answered } from "./offers.ts";
import { readAnswers } from "./questions.ts";
import type { Command, Facts } from "./rules.ts";
import { localDay, nextSlots, slotOn } from "./schedule.ts";
import { type CheckIns, rarest } from "./state.ts";
import { offeredTo, zoneOf } from "./where.ts";

/** What views stand on: the schedule, and for the one answer to a form its owner's earlier answers. */
export interface Shown {
  readonly state: CheckIns | undefined;
  /** Before today, oldest first; read only where an answer was given. */
  readonly history: readonly Answered[];
  readonly today: string;
}
export type StoreFacts = Facts & { readonly history: readonly Answered[] };

export function load(organisation: OrganisationId, find: Find) {
  return sql<{ state: CheckIns; version: number }>`
    select state, version from handrail.check_ins
    where organisation_id = ${organisation} and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;
}

export async function facts(tx: Tx, shell: Shell, state: CheckIns | undefined, command: Command, given: Given): Promise<StoreFacts> {
  const { organisation } = shell;
  const person = given.by ?? given.subject ?? "";
  const zone = zoneOf(organisation, person);
  const today = localDay(given.at, zone);
  const offered = offeredTo(organisation, person);
  const cron = command.do === "choose" ? command.cron : state !== undefined && "cron" in state ? state.cron : offered?.cron;
  const next = state?.status === "on" && command.do === "prompt" ? state.next : undefined;
  const last = next ?? (state?.status === "on" ? state.prompt?.slot : undefined);
  const slots = cron === undefined ? [] : nextSlots(cron, zone, given.at, rarest, last?.day, next !== undefined);
  const moved = next === undefined || next.zone === zone || cron === undefined ? undefined : slotOn(cron, zone, next.day);
  const asks = command.do === "invite" || command.do === "prompt" || command.do === "shiftOn";
  return {
    ...{ slots, today, free: asks && (await isFree(tx, shell, person, given)) },
    history: command.do === "answer" ? await earlier(tx, shell, person, today) : [],
    ...(offered === undefined ? {} : { offered }),
    ...(moved === undefined ? {} : { moved }),
  };
}

/** On shift, not in a break, not on a call, in no open request: from `people/`, which every feature may ask. */
async function isFree(tx: Tx, shell: Shell, person: PersonId, given: Given): Promise<boolean> {
  const present = (await floor(tx, shell.organisation, [person], given.at)).find((one) => one.person === person);
  if (present === undefined || !present.onShift || present.inBreak || present.onCall) return false;
  return !(await inARequest(tx)).has(person);
}

export async function save(
  tx: Tx,
  shell: Shell,
  state: CheckIns,
  version: number,
  change: { readonly command: Command; readonly note?: Note; readonly given: Given },
): Promise<void> {
  await sql`
    insert into handrail.check_ins (organisation_id, person, version, status, state)
    values (handrail.organisation(), ${state.person}, ${version}, ${state.status}, ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id, person) do update set version = excluded.version, status = excluded.status, state = excluded.state`.execute(
    tx,
  );
  const answers = change.command.do === "answer" && change.note !== undefined ? readAnswers(change.note) : undefined;
  if (answers === undefined) return;
  const day = localDay(change.given.at, zoneOf(shell.organisation, state.person));
  await keepAnswers(tx, shell, state.person, { day, answers }, change.given.at);
}

export async function read(tx: Tx, shell: Shell, person: SubjectId): Promise<Shown | undefined> {
  const row = await tx.selectFrom("check_ins").select("state").where("person", "=", person).executeTakeFirst();
  if (row === undefined) return undefined;
  const today = localDay(shell.now, zoneOf(shell.organisation, person));
  // Also for an answer that is said once more, after a redelivery.
  return { state: row.state as unknown as CheckIns, history: await earlier(tx, shell, person, today), today };
}

async function earlier(tx: Tx, shell: Shell, person: PersonId, today: string): Promise<Answered[]> {
  return (await readHistory(tx, shell, person)).filter(({ day }) => day < today);
}

/** Scheduled people whom no timer will ever look at again. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ person: string }>`
    select c.person from handrail.check_ins c where c.organisation_id = handrail.organisation() and (c.status = 'waiting' or (c.status = 'on' and c.state ? 'next'))
      and not exists (select 1 from handrail.timers t where t.organisation_id = c.organisation_id and t.feature = 'checkins' and t.subject = c.person) limit 100`.execute(
    tx,
  );
  return rows.map((row) => row.person);
}

/** Answers and their key; and nothing comes any more. */
export async function erase(tx: Tx, _shell: Shell, person: PersonId): Promise<void> {
  await eraseAnswers(tx, person);
  await sql`
    update handrail.check_ins set version = version + 1, status = 'off',
      state = jsonb_build_object('person', person, 'lastAt', state->'lastAt', 'posts', state->'posts', 'status', 'off')
    where organisation_id = handrail.organisation() and person = ${person}`.execute(tx);
}

/** Everybody of a team with check-ins who was never asked whether they want them: an invitation is due, twenty a second. */
export async function begin(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'checkins', person, 'invite', (select handrail.now()) + make_interval(secs => floor(row_number() over () / 20.0))
    from (
      select distinct m.person from handrail.memberships m join handrail.teams t on t.organisation_id = m.organisation_id and t.team = m.team and t.listed
      where m.organisation_id = handrail.organisation() and jsonb_array_length(coalesce(t.settings->'checkIns', '[]'::jsonb)) > 0
        and not exists (select 1 from handrail.check_ins c where c.organisation_id = m.organisation_id and c.person = m.person)
    ) never_asked
    on conflict (organisation_id, feature, subject, command) do nothing`.execute(tx);
}
