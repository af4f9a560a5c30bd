import { sql } from "kysely";
import type { Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import { Unavailable } from "../platform/errors.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Find, Note, Shell } from "../runtime/feature.ts";
import { endOfDay } from "./calendar.ts";
import type { Debrief, Event } from "./debrief.ts";
import { dropMeeting, keepMeeting } from "./meetings.ts";
import { changedBy, readWishes, sealWishes } from "./wishes.ts";

/** What the views stand on: what is going on, and no wish of anybody. */
export interface Shown {
  readonly debrief: Debrief;
}

/** A person's own debrief: there is one row for each, and its key is the person. */
export function load(organisation: OrganisationId, find: Find) {
  return sql<{ state: Debrief; version: number }>`select state, version from handrail.debriefs
    where organisation_id = ${organisation} and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;
}

interface Change {
  readonly events: readonly Event[];
  readonly note?: Note;
  readonly given: Given;
}

export async function save(
  tx: Tx,
  shell: Shell,
  after: Debrief,
  version: number,
  change: Change,
): Promise<void> {
  const { rows } = await sql`
    insert into handrail.debriefs (organisation_id, person, version, status, changed_at, state)
    values (handrail.organisation(), ${after.person}, ${version}, ${after.status}, ${new Date(after.lastAt)}, ${JSON.stringify(after)}::jsonb)
    on conflict (organisation_id, person) do update set version = excluded.version, status = excluded.status, changed_at = excluded.changed_at, state = excluded.state
      where debriefs.version = excluded.version - 1 returning 1`.execute(tx);
  // A first offer and a first /debrief at the same moment: there was no row to lock. One of them begins again.
  if (rows.length === 0) throw new Unavailable("40001");
  for (const event of change.events) await keepApart(tx, shell, after, event, change);
}

/** What goes to tables of its own: who talked with whom, and what somebody wishes. */
async function keepApart(
  tx: Tx,
  shell: Shell,
  after: Debrief,
  event: Event,
  { note, given }: Change,
): Promise<void> {
  switch (event.type) {
    case "accepted":
      return keepMeeting(tx, shell, event.meeting, {
        requester: after.person,
        supporter: event.partner,
        at: event.at,
      });
    case "left":
      return dropMeeting(tx, event.meeting);
    case "cared":
      return event.after === "pause"
        ? wish(tx, shell, event.partner, { today: "paused" }, given)
        : undefined;
    case "wished":
      return wish(
        tx,
        shell,
        event.person,
        {
          ...(event.willing === undefined ? {} : { willing: event.willing ? "yes" : "no" }),
          ...note,
        },
        given,
      );
    default:
      return undefined;
  }
}

/** Always the presser's own: the claim of their delivery has locked them, so nothing comes in between. */
async function wish(
  tx: Tx,
  shell: Shell,
  person: PersonId,
  note: Note,
  { at }: Given,
): Promise<void> {
  const zone = zoneOf(shell, person);
  const wishes = changedBy(
    await readWishes(tx, shell, person),
    note,
    shell.organisation.people,
    person,
    endOfDay(at, zone),
  );
  const sealed = await sealWishes(shell, person, wishes);
  await sql`
    insert into handrail.debrief_wishes (organisation_id, person, wishes) values (handrail.organisation(), ${person}, ${sealed})
    on conflict (organisation_id, person) do update set wishes = excluded.wishes`.execute(tx);
}

export const zoneOf = (shell: Shell, person: PersonId): string =>
  shell.organisation.people.get(person)?.timeZone ?? shell.organisation.timeZone;

export async function read(tx: Tx, _shell: Shell, person: SubjectId): Promise<Shown | undefined> {
  const row = await tx
    .selectFrom("debriefs")
    .select("state")
    .where("person", "=", person)
    .executeTakeFirst();
  return row === undefined ? undefined : { debrief: row.state as unknown as Debrief };
}

/**
 * One matching at a time in an organisation: two who look at the same moment would otherwise both be sent to the same
 * person. It comes after the subject's lock and before the messages', and nothing else waits for it.
 */
export async function matchAlone(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('handrail debriefs ' || handrail.organisation()))`.execute(
    tx,
  );
}

/** Everybody else's that keeps somebody busy now. */
export async function readLive(tx: Tx, but: PersonId): Promise<Debrief[]> {
  const { rows } = await sql<{ state: Debrief }>`
    select state from handrail.debriefs where organisation_id = handrail.organisation() and status in ('searching', 'offered', 'accepted')
      and person <> ${but}::uuid order by person`.execute(tx);
  return rows.map((row) => row.state);
}

/** Debriefs that no timer will ever look at again. There should be none; the auditor finds and heals them. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ person: string }>`
    select d.person from handrail.debriefs d where d.organisation_id = handrail.organisation() and d.status <> 'idle'
      and not exists (select 1 from handrail.timers t where t.organisation_id = d.organisation_id and t.feature = 'debriefs' and t.subject = d.person) limit 100`.execute(
    tx,
  );
  return rows.map((row) => row.person);
}

/** Rows of nothing go after a day, meetings when no rule needs them. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.debriefs where organisation_id = handrail.organisation() and status = 'idle'
    and changed_at < (select handrail.now()) - interval '24 hours'`.execute(tx);
  await sql`delete from handrail.debrief_meetings where organisation_id = handrail.organisation() and kept_until < (select handrail.now())`.execute(
    tx,
  );
}
