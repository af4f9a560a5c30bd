import { type RawBuilder, sql } from "kysely";
import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";

/*
 * What other features may know of requests for help: that there are some, who asked, and that a
 * call was hard. Only the escalations know the rest.
 */

export interface RequestNow {
  readonly request: SubjectId;
  readonly requester: PersonId;
  readonly team: TeamName;
  readonly status: string;
  readonly holder: PersonId | null;
  readonly opened_at: Instant;
}

// A literal, never a parameter: a generic plan uses partial indexes only with a literal. So closed
// requests cost nothing.
export const live = sql<boolean>`status in ('open', 'acknowledged', 'joined', 'exhausted')`;

/** Every request that is open, the oldest first. */
export const requestsNow = (tx: Tx) =>
  tx
    .selectFrom("requests")
    .select(["request", "requester", "team", "status", "holder", "opened_at"])
    .where(live)
    .orderBy("opened_at");

/** Whether somebody has asked for help and is not through it. */
export const hasRequestOpen = async (tx: Tx, person: PersonId): Promise<boolean> =>
  (
    await tx
      .selectFrom("requests")
      .select("request")
      .where("requester", "=", person)
      .where(live)
      .limit(1)
      .execute()
  ).length > 0;

/** Whether this person asked for help with this request. */
export const isRequestOf = async (tx: Tx, request: SubjectId, person: PersonId) =>
  (await tx
    .selectFrom("requests")
    .select("request")
    .where("request", "=", request)
    .where("requester", "=", person)
    .executeTakeFirst()) !== undefined;

/** Why a team's agents call, and how often of late. Nobody who called is in it. */
export interface RequestCause {
  readonly team: TeamName;
  readonly category: string;
  readonly count: number;
}

/**
 * Of a request: its team and reason, and how many requests of the team had that reason.
 * @param within milliseconds
 * @param since an instant (SQL; `one` is the request): what came before it is not counted
 */
export async function causeOf(
  tx: Tx,
  request: SubjectId,
  within: number,
  since: RawBuilder<unknown>,
): Promise<RequestCause | undefined> {
  const { rows } = await sql<RequestCause>`
    select one.team, one.category, (
      select count(*)::int from handrail.requests r
      where r.organisation_id = handrail.organisation() and r.team = one.team
        and r.state ->> 'category' = one.category
        and r.opened_at > greatest(
          handrail.now() - make_interval(secs => ${within / 1_000}), ${since})) as count
    from (select team, state ->> 'category' as category from handrail.requests
      where organisation_id = handrail.organisation() and request = ${request}::uuid
        and state ? 'category') one`.execute(tx);
  return rows[0];
}

/**
 * The request that somebody is in: the one named, if they asked or have it, else the one that they
 * have open.
 */
export async function requestOf(
  tx: Tx,
  person: PersonId,
  named: SubjectId | undefined,
): Promise<SubjectId | undefined> {
  const { rows } = await sql<{ request: SubjectId }>`
    select request from handrail.requests where organisation_id = handrail.organisation()
      and request = ${named ?? null}::uuid and ${person}::uuid in (requester, holder)
    union all (
      select request from handrail.requests where organisation_id = handrail.organisation()
        and requester = ${person}::uuid and ${live}
      order by opened_at desc limit 1)
    limit 1`.execute(tx);
  return rows[0]?.request;
}

/**
 * A call with abuse or danger: who was in it, and when it ended. Nothing here reads what it was
 * about.
 */
export interface HardCall {
  readonly requester: PersonId;
  /** The agent, everybody who held it, and everybody who called for help. */
  readonly people: readonly PersonId[];
  readonly danger: boolean;
  /** `undefined`: it goes on. */
  readonly endedAt: Instant | undefined;
}

/** Hard calls of the last day, and those that go on. Read by the feature that keeps them. */
export type ReadHardCalls = (tx: Tx) => Promise<HardCall[]>;

/**
 * @returns those of these people who have a request open, or hold one. It looks each person up by
 * index, so other requests cost nothing. The ids go as JSON, which the planner treats alike for any
 * number. For an array of one it plans anew each time, which takes longer than the query.
 */
export async function whoIsInARequest(
  tx: Tx,
  people: readonly PersonId[],
): Promise<ReadonlySet<PersonId>> {
  const { rows } = await sql<{ person: PersonId }>`
    select one.person from (select id::uuid as person
      from jsonb_array_elements_text(${JSON.stringify(people)}::jsonb) given(id)) one
    cross join lateral (
      select 1 from handrail.requests where organisation_id = handrail.organisation() and ${live}
        and (requester = one.person or holder = one.person) limit 1
    ) found`.execute(tx);
  return new Set(rows.map(({ person }) => person));
}

/** Everybody who has a request open, or holds one. */
export async function inARequest(tx: Tx): Promise<ReadonlySet<PersonId>> {
  const { rows } = await sql<{ requester: string; holder: string | null }>`
    select requester, holder from handrail.requests
    where organisation_id = handrail.organisation() and ${live}`.execute(tx);
  return new Set(
    rows.flatMap((row) => (row.holder === null ? [row.requester] : [row.requester, row.holder])),
  );
}

/** Messages about a request are this feature's. */
export const cardsOfRequests = "escalations";

/** The help that somebody got with a request: no reason and no words. */
export interface HelpGiven {
  readonly requester: PersonId;
  /** Who came, or answered; absent: nobody did. */
  readonly helper: PersonId | undefined;
  readonly askedAt: Instant;
  readonly endedAt: Instant | undefined;
  /** What can still be pressed on its card can be pressed until then. */
  readonly until: Instant | undefined;
}

/** Reads the help of one request. Given by the feature that keeps requests. */
export type ReadHelp = (tx: Tx, request: SubjectId) => Promise<HelpGiven | undefined>;

/** What an agent did about the help of a request that is over. */
export interface AfterHelp {
  readonly rated: boolean;
  readonly feedbackAsked: boolean;
}
export type ReadAfterHelp = (tx: Tx, request: SubjectId) => Promise<AfterHelp>;

/** When the last call for help of somebody ended within a time. */
export async function lastCallEnded(
  tx: Tx,
  person: PersonId,
  { from, before }: { readonly from: Instant; readonly before: Instant },
): Promise<Instant | undefined> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(closed_at) as at from handrail.requests
    where organisation_id = handrail.organisation() and requester = ${person}
      and opened_at >= ${new Date(from)} and closed_at >= ${new Date(from)}
      and closed_at < ${new Date(before)}`.execute(tx);
  return rows[0]?.at ?? undefined;
}
