import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { live } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import type { Event } from "../events.ts";
import { type Request, isLive } from "../request.ts";
import { ladderOf, teamWithPolicies } from "../team.ts";
import type { Busy, Command, PracticeFacts } from "./rules.ts";
import { withoutTimer } from "../../runtime/timers/forgotten.ts";

/** By id; or the one that a person is in. */
export const load = (organisation: OrganisationId, find: Find) =>
  sql<{ state: Request; version: number }>`
    select state, version from handrail.practices
    where organisation_id = ${organisation} and state is not null and ${
      "subject" in find
        ? sql`request = ${find.subject}::uuid`
        : sql`person = ${find.by}::uuid and closed_at is null`
    } for update`;

/** Who asks for help in earnest pretends nothing, and nobody practises twice at once. */
export async function read(tx: Tx, _: Shell, { by, command }: Wanted<Command>): Promise<Busy> {
  if (command.do !== "practise" || by === undefined) return undefined;
  const { rows } = await sql<{ asks: boolean; practises: boolean }>`
    select exists (select 1 from handrail.requests
        where organisation_id = handrail.organisation() and requester = ${by}::uuid and ${live})
      as asks, exists (select 1 from handrail.practices
        where organisation_id = handrail.organisation() and person = ${by}::uuid
          and closed_at is null) as practises`.execute(tx);
  if (rows[0]?.asks === true) return "in-request";
  return rows[0]?.practises === true ? "in-practice" : undefined;
}

export const facts = (
  shell: Shell,
  { state, given }: Locked<Request, Command>,
  busy: Busy,
): PracticeFacts => ({
  busy,
  colleagues: [],
  requesterLanguages: [],
  ladder: ladderOf(shell, state),
  team: teamWithPolicies(shell, state?.requester ?? given.by),
});

export function write(
  _: Shell,
  practice: Request,
  { version }: Change<Command, Event, PracticeFacts>,
): Statement[] {
  const closedAt = isLive(practice) ? null : new Date(practice.closedAt);
  return [
    sql`
    insert into handrail.practices (organisation_id, person, request, version, closed_at, state)
    values (handrail.organisation(), ${practice.requester}, ${practice.id}, ${version}, ${closedAt},
      ${JSON.stringify(practice)}::jsonb)
    on conflict (organisation_id, request) do update
    set version = excluded.version, closed_at = excluded.closed_at, state = excluded.state`,
  ];
}

export async function readPractice(tx: Tx, id: SubjectId): Promise<Request | undefined> {
  const row = await tx
    .selectFrom("practices")
    .select("state")
    .where("request", "=", id)
    .executeTakeFirst();
  return (row?.state ?? undefined) as Request | undefined;
}

/** A person's newest practice; `undefined`: they have never practised. */
export async function practiceOf(
  tx: Tx,
  person: PersonId,
): Promise<{ readonly running: Request | undefined } | undefined> {
  const row = await tx
    .selectFrom("practices")
    .select(["state", "closed_at"])
    .where("person", "=", person)
    // The one that runs comes first.
    .orderBy("closed_at", (order) => order.desc().nullsFirst())
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { running: row.closed_at === null ? ((row.state ?? undefined) as Request) : undefined };
}

/**
 * With a request in earnest: the practice of its agent ends. It is a timer in the request's own
 * transaction, like a follow. A follow for each request would cost all of them a transaction.
 */
export const endPracticeOf = (person: PersonId, at: Instant): Statement => sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select organisation_id, 'practice', request, 'giveWay', ${new Date(at)}
    from handrail.practices
    where organisation_id = handrail.organisation() and person = ${person}
      and closed_at is null and state is not null
    on conflict do nothing`;

/** Practices that run and have no timer: none should. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "practice", table: "practices", key: "request" },
    sql`closed_at is null and state is not null`,
  );

/** What was played goes two days after its end, once its card has shrunk. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    update handrail.practices set state = null
    where organisation_id = handrail.organisation() and state is not null
      and closed_at < (select handrail.now()) - interval '2 days'`.execute(tx);
  await sql`
    delete from handrail.practices p
    where organisation_id = handrail.organisation() and state is null and exists (
      select 1 from handrail.practices newer
      where newer.organisation_id = p.organisation_id and newer.person = p.person
        and (newer.closed_at is null or newer.closed_at > p.closed_at))`.execute(tx);
}

/** Also that they practised: then it is offered again. */
export const erase = async (_: Tx, __: Shell, person: PersonId): Promise<Statement[]> => [
  sql`delete from handrail.practices
    where organisation_id = handrail.organisation() and person = ${person}
      and closed_at is not null`,
];
