import { sql } from "kysely";
import type { Policies } from "../../escalations/policy.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Millis } from "../../kernel/time.ts";
import { routesOf } from "../../people/usual.ts";
import { loadById } from "../../runtime/database/by-id.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { withoutTimer } from "../../runtime/timers/forgotten.ts";
import { isAdminOf } from "../../people/support.ts";
import { type Command, type Event, type Facts, type PageTest, isOver } from "./rules.ts";

/** By id. Each form that is sent begins a new one. */
export const load = loadById<PageTest>("page_tests", "test");

/** Of the person who would be asked: whether one goes on, or they said no within the hour. */
export async function read(
  tx: Tx,
  _: Shell,
  { command }: Wanted<Command>,
): Promise<Facts["earlier"]> {
  if (command.do !== "ask") return undefined;
  const { rows } = await sql<{ is: "going-on" | "declined" }>`
    select case when over_at is null then 'going-on' else 'declined' end as is
    from handrail.page_tests
    where organisation_id = handrail.organisation() and person = ${command.person}::uuid
      and (over_at is null or (state #>> '{stage,is}' = 'declined'
        and over_at > (select handrail.now()) - interval '1 hour'))
    order by over_at desc nulls first limit 1`.execute(tx);
  return rows[0]?.is;
}

export function facts(
  { organisation }: Shell,
  { command, given: { by, via } }: Locked<PageTest, Command>,
  earlier: Facts["earlier"],
): Facts {
  const isAdmin = isAdminOf(organisation, by);
  if (command.do === "ask")
    return { isAdmin, earlier, timeout: timeoutOf(organisation, command.person) };
  return { isAdmin, on: organisation.accounts.get(via ?? "")?.platform };
}

/** How long the first step of their team waits; `undefined`: they cannot be tested. */
export function timeoutOf(organisation: Organisation, person: PersonId): Millis | undefined {
  if (!organisation.supervisors.includes(person) || routesOf(organisation, person).length === 0)
    return undefined;
  const [team] = organisation.people.get(person)?.supervises ?? [];
  const policies = organisation.teams.get(team ?? "")?.settings["escalation"];
  return (policies as Policies | undefined)?.help.steps[0]?.timeout;
}

export const write = (
  _: Shell,
  test: PageTest,
  { version }: Change<Command, Event, Facts>,
): Statement[] => [
  sql`
    insert into handrail.page_tests (organisation_id, test, version, person, requester, over_at,
      state)
    values (handrail.organisation(), ${test.id}, ${version}, ${test.person}, ${test.by},
      ${isOver(test) ? new Date(test.lastAt) : null}, ${JSON.stringify(test)}::jsonb)
    on conflict (organisation_id, test) do update
    set version = excluded.version, over_at = excluded.over_at, state = excluded.state`,
];

export async function readTest(tx: Tx, _: Shell, id: SubjectId): Promise<PageTest | undefined> {
  const row = await tx
    .selectFrom("page_tests")
    .select("state")
    .where("test", "=", id)
    .executeTakeFirst();
  return row?.state as unknown as PageTest | undefined;
}

/** Tests that go on and have no timer: none should. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "pagetests", table: "page_tests", key: "test" },
    sql`over_at is null`,
  );

/** Two days after its end nobody needs it: who was tested, and how, is no history for anybody. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.page_tests where organisation_id = handrail.organisation()
    and over_at < (select handrail.now()) - interval '2 days'`.execute(tx);
}

export const erase = async (_: Tx, __: Shell, person: PersonId): Promise<Statement[]> => [
  sql`delete from handrail.page_tests where organisation_id = handrail.organisation()
    and ${person} in (person, requester) and over_at is not null`,
];
