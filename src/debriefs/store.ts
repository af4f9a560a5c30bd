import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Change, Find, Note, Shell, Statement } from "../runtime/feature.ts";
import { endOfDay } from "./calendar.ts";
import type { Command } from "./commands.ts";
import type { Debrief, Event } from "./debrief.ts";
import { repeatWindow } from "./costs.ts";
import type { StoreFacts } from "./facts.ts";
import { countTalks, forgetWeeks } from "./counts/store.ts";
import { zoneOf } from "../people/place.ts";
import { type Meeting, meetingsById, sealMeeting } from "./meetings.ts";
import { changedBy, openWishes, sealWishes } from "./wishes.ts";
import { withoutTimer } from "../runtime/timers/forgotten.ts";

/** What the views stand on: what is going on, and no wish of anybody. */
export interface Shown {
  readonly debrief: Debrief;
}

/** A person's own debrief: there is one row for each, and its key is the person. */
export function load(organisation: OrganisationId, find: Find) {
  return sql<{ state: Debrief; version: number }>`select state, version from handrail.debriefs
    where organisation_id = ${organisation} and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;
}

type Changed = Change<Command, Event, StoreFacts>;

/** A first offer and a first /debrief at the same moment have no row to lock: one of the two is done again. */
export async function write(shell: Shell, after: Debrief, change: Changed): Promise<Statement[]> {
  const upsert = sql`
    insert into handrail.debriefs (organisation_id, person, version, status, changed_at, state)
    values (handrail.organisation(), ${after.person}, ${change.version}, ${after.status},
      ${new Date(after.lastAt)}, ${JSON.stringify(after)}::jsonb)
    on conflict (organisation_id, person) do update
    set version = excluded.version, status = excluded.status, changed_at = excluded.changed_at,
      state = excluded.state
    where handrail.must(debriefs.version = excluded.version - 1)`;
  const apart = change.events.map((event) => keptApart(shell, after, event, change));
  const counted = countTalks(shell, change.events, after.lastAt);
  return [upsert, ...(await Promise.all(apart)).flat(), ...counted];
}

/** What goes to tables of its own: who talked with whom, and what somebody wishes. */
async function keptApart(
  shell: Shell,
  after: Debrief,
  event: Event,
  change: Changed,
): Promise<Statement[]> {
  switch (event.type) {
    case "accepted": {
      const { meeting, partner: supporter, at } = event;
      return [await keepMeeting(shell, meeting, { requester: after.person, supporter, at })];
    }
    case "left":
      return [dropMeeting(event.meeting)];
    case "cared":
      // Somebody whose wishes do not open is asked for nothing anyway: they stay as they are.
      return event.after === "pause" && change.facts.lost !== true
        ? [await wish(shell, event.partner, { today: "paused" }, change)]
        : [];
    case "wished": {
      const willing: Note =
        event.willing === undefined ? {} : { willing: event.willing ? "yes" : "no" };
      return [await wish(shell, event.person, { ...willing, ...change.note }, change)];
    }
    default:
      return [];
  }
}

/** Always the presser's own: the claim of their delivery has locked them, so nothing comes in between. */
async function wish(
  shell: Shell,
  person: PersonId,
  note: Note,
  { given, facts }: Changed,
): Promise<Statement> {
  if (person !== given.by) throw new Error("somebody else's wishes were not read");
  const before = await openWishes(shell, person, facts.wishes);
  const wishes = changedBy(
    before,
    note,
    shell.organisation.people,
    person,
    endOfDay(given.at, zoneOf(shell.organisation, person)),
  );
  const sealed = await sealWishes(shell, person, wishes);
  return sql`
    insert into handrail.debrief_wishes (organisation_id, person, wishes)
    values (handrail.organisation(), ${person}, ${sealed})
    on conflict (organisation_id, person) do update set wishes = excluded.wishes`;
}

export async function keepMeeting(
  shell: Shell,
  id: SubjectId,
  meeting: Meeting,
): Promise<Statement> {
  return sql`
    insert into handrail.debrief_meetings (organisation_id, meeting, kept_until, pair)
    values (handrail.organisation(), ${id}, ${new Date(meeting.at + repeatWindow)},
      ${await sealMeeting(shell, id, meeting)})`;
}

/** It did not happen after all. */
const dropMeeting = (id: SubjectId): Statement =>
  sql`delete from handrail.debrief_meetings
    where organisation_id = handrail.organisation() and meeting = ${id}`;

/** All that is kept of somebody, at once. A talk that goes on is two people's, and ends by itself. */
export async function erase(tx: Tx, shell: Shell, person: PersonId): Promise<Statement[]> {
  const meetings = await meetingsById(tx, shell);
  const own = [...meetings].filter(
    ([, { requester, supporter }]) => requester === person || supporter === person,
  );
  return [
    sql`delete from handrail.debrief_wishes
      where organisation_id = handrail.organisation() and person = ${person}`,
    ...own.map(([id]) => dropMeeting(id)),
  ];
}

export async function readShown(
  tx: Tx,
  _shell: Shell,
  person: SubjectId,
): Promise<Shown | undefined> {
  const row = await tx
    .selectFrom("debriefs")
    .select("state")
    .where("person", "=", person)
    .executeTakeFirst();
  return row === undefined ? undefined : { debrief: row.state as unknown as Debrief };
}

/** Debriefs that no timer will ever look at again. There should be none; the auditor finds and heals them. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "debriefs", table: "debriefs", key: "person" },
    sql`status <> 'idle'`,
  );

/** Rows of nothing go after a day, meetings when no rule needs them, numbers after a year. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.debriefs where organisation_id = handrail.organisation() and status = 'idle'
    and changed_at < (select handrail.now()) - interval '24 hours'`.execute(tx);
  await sql`delete from handrail.debrief_meetings where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
  await forgetWeeks(tx);
}
