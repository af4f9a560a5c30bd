import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { withoutTimer } from "../../runtime/timers/forgotten.ts";
import type { Command, Duty, Event, Facts } from "./rules.ts";
import { type SaidOfShift, dutyNow } from "./when.ts";

/** The subject is the person. */
export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Duty;
  version: number;
}>`
  select state, version from handrail.duties where organisation_id = ${organisation}
    and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;

export interface Read {
  readonly said: SaidOfShift | undefined;
  /** They have a request or a promise. */
  readonly holds: boolean;
}

/** Asked of ten thousand people in one minute: nothing is read here but what is this person's own. */
export async function read(tx: Tx, _shell: Shell, { by, subject }: Wanted<Command>): Promise<Read> {
  const person = subject ?? by ?? "";
  const [said, held] = await together(
    sql<SaidOfShift>`
      select shift, floor(extract(epoch from shift_until) * 1000)::float8 as until
      from handrail.presence where organisation_id = handrail.organisation()
        and person = ${person}::uuid and shift is not null
        and shift_until > (select handrail.now())`.execute(tx),
    sql<{ holds: boolean }>`
      select exists (select 1 from handrail.promises
          where organisation_id = handrail.organisation() and holder = ${person}::uuid
            and status = 'open')
        or exists (select 1 from handrail.requests
          where organisation_id = handrail.organisation() and holder = ${person}::uuid
            and status in ('acknowledged', 'joined')) as holds`.execute(tx),
  );
  return { said: said.rows[0], holds: held.rows[0]?.holds === true };
}

export function facts(
  { organisation }: Shell,
  { given: { at, by, subject } }: Locked<Duty, Command>,
  { said, holds }: Read,
): Facts {
  const person = subject ?? by ?? "";
  const known = organisation.people.get(person);
  const nobody = { on: false, changes: undefined, again: undefined, forAWhile: false };
  if (known?.listed !== true) return { ...nobody, concerned: false };
  const runs = known.supervises;
  return { ...dutyNow(organisation, person, said, at), concerned: holds || runs.length > 0 };
}

export const write = (
  _shell: Shell,
  duty: Duty,
  { version }: Change<Command, Event, Facts>,
): Statement[] => [
  sql`
  insert into handrail.duties (organisation_id, person, version, state)
  values (handrail.organisation(), ${duty.person}, ${version}, ${JSON.stringify(duty)}::jsonb)
  on conflict (organisation_id, person) do update
  set version = excluded.version, state = excluded.state`,
];

export async function readDuty(tx: Tx, person: PersonId): Promise<Duty | undefined> {
  const row = await tx
    .selectFrom("duties")
    .select("state")
    .where("person", "=", person)
    .executeTakeFirst();
  return row?.state as unknown as Duty | undefined;
}

/**
 * The roster or the hours of teams are others now: when each person's work begins and ends is looked
 * at anew, two hundred a second. Who is always on shift has neither.
 */
export const lookAgain = sql`
  insert into handrail.timers (organisation_id, feature, subject, command, due_at)
  select handrail.organisation(), 'duty', person, 'look',
    (select handrail.now()) + make_interval(secs => floor(row_number() over () / 200.0))
  from (
    select m.person from handrail.memberships m
    join handrail.teams t on t.organisation_id = m.organisation_id and t.team = m.team and t.listed
    where m.organisation_id = handrail.organisation() and t.settings ? 'hours'
    union select person from handrail.shift_weeks where organisation_id = handrail.organisation()
    union select person from handrail.shift_changes where organisation_id = handrail.organisation()
    union select person from handrail.duties where organisation_id = handrail.organisation()
  ) works
  on conflict (organisation_id, feature, subject, command)
  do update set due_at = least(timers.due_at, excluded.due_at)`;

/** Who has a next look and no timer for it. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(tx, { feature: "duty", table: "duties", key: "person" }, sql`state ? 'next'`);

/** When somebody's last shift ended would be a history: after a day nobody needs it. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    update handrail.duties set state = state - 'end' - 'kept'
    where organisation_id = handrail.organisation() and state -> 'on' = 'false' and state ? 'end'
      and (state ->> 'end')::float8
        < extract(epoch from (select handrail.now()) - interval '24 hours') * 1000`.execute(tx);
}
