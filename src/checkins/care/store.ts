import { sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import { eraseAnswers } from "../answers/store.ts";

/** Scheduled people whom no timer will ever look at again. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ person: string }>`
    select c.person from handrail.check_ins c where c.organisation_id = handrail.organisation() and exists (
      select 1 from (values
        ('invite', c.status = 'waiting'),
        ('prompt', c.status = 'on' and c.state ? 'next'),
        ('question', c.status = 'on' and c.state #>> '{care,question,is}' in ('waiting', 'asked')),
        ('offer', c.state #>> '{care,offer,is}' in ('waiting', 'offered')),
        ('ease', (c.state #> '{care,easing}') ? 'next'),
        ('shiftStart', (c.state -> 'start') ? 'next')
      ) as look (command, wanted)
      where wanted and not exists (
        select 1 from handrail.timers t
        where t.organisation_id = c.organisation_id and t.feature = 'checkins' and t.subject = c.person and t.command = look.command)) limit 100`.execute(
    tx,
  );
  return rows.map((row) => row.person);
}

/** Answers, their key, and what could not be told; and nothing comes any more. */
export const erase = async (_tx: Tx, _shell: Shell, person: PersonId): Promise<Statement[]> => [
  eraseAnswers(person),
  sql`
    update handrail.check_ins set version = version + 1, status = 'off',
      state = jsonb_build_object('person', person, 'lastAt', state->'lastAt',
        'posts', state->'posts', 'status', 'off')
    where organisation_id = handrail.organisation() and person = ${person}`,
  sql`
    delete from handrail.undelivered where organisation_id = handrail.organisation()
      and person = ${person} and feature = 'checkins'`,
];

/**
 * Everybody of a team with check-ins who was never asked whether they want them: an invitation is due, twenty a second.
 * Whoever wants a thought at the start of a shift: their teams' hours may be others now, so when it begins is looked at anew.
 */
export async function begin(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'checkins', person, 'invite', (select handrail.now()) + make_interval(secs => floor(row_number() over () / 20.0))
    from (
      select distinct m.person from handrail.memberships m join handrail.teams t on t.organisation_id = m.organisation_id and t.team = m.team and t.listed
      where m.organisation_id = handrail.organisation() and jsonb_array_length(coalesce(t.settings->'checkIns', '[]'::jsonb)) > 0
        and not exists (select 1 from handrail.check_ins c where c.organisation_id = m.organisation_id and c.person = m.person and c.status <> 'none')
    ) never_asked
    on conflict (organisation_id, feature, subject, command) do nothing`.execute(tx);
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'checkins', person, 'hours', (select handrail.now()) + make_interval(secs => floor(row_number() over () / 20.0))
    from handrail.check_ins where organisation_id = handrail.organisation() and state ? 'start'
    on conflict (organisation_id, feature, subject, command) do nothing`.execute(tx);
}
