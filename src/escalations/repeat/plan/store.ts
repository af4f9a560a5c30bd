import { sql } from "kysely";
import { type OrganisationId, type PersonId, type SubjectId, nilId } from "../../../kernel/ids.ts";
import type { Tx } from "../../../runtime/database/database.ts";
import { together } from "../../../runtime/database/together.ts";
import type {
  Change,
  Find,
  Locked,
  Note,
  Shell,
  Statement,
  Wanted,
} from "../../../runtime/feature.ts";
import { mayLook } from "../../forms.ts";
import type { Request } from "../../request.ts";
import { placeOf } from "../../words/store.ts";
import type { Command, Facts } from "./rules.ts";
import { type SealedPlan, openPlan, openReference, placeOfPlan, planOf } from "../sealed/store.ts";
import type { Event, Plan, ShownPlan } from "./state.ts";
import { withoutTimer } from "../../../runtime/timers/forgotten.ts";

/** By its own id, as a reminder names it; or by a request of its case. */
const isPlan = (subject: SubjectId) => sql<boolean>`(plan = ${subject}::uuid or mark = (
  select case_mark from handrail.request_words
  where organisation_id = handrail.organisation() and request = ${subject}::uuid))`;

export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Plan;
  version: number;
}>`
  select state, version from handrail.case_plans where organisation_id = ${organisation}
    and ${"subject" in find ? isPlan(find.subject) : sql`false`} for update`;

export interface Read {
  /** The request that the person pressed on, if they may see it. */
  readonly request: Request | undefined;
  readonly requests: readonly SubjectId[];
  /** Of that request, sealed. */
  readonly case: { readonly mark: string; readonly reference: string } | undefined;
}

export async function read(tx: Tx, shell: Shell, wanted: Wanted<Command>): Promise<Read> {
  const { by, subject } = wanted;
  const [request, found, requests] = await together(
    by === undefined ? undefined : mayLook(tx, shell, by, subject),
    caseOf(tx, subject ?? nilId),
    requestsOf(tx, subject ?? nilId),
  );
  return { request, requests, case: found };
}

async function caseOf(tx: Tx, request: SubjectId): Promise<Read["case"]> {
  const { rows } = await sql<NonNullable<Read["case"]>>`
    select case_mark as mark, case_reference as reference from handrail.request_words
    where organisation_id = handrail.organisation() and request = ${request}::uuid
      and case_mark is not null and case_reference is not null`.execute(tx);
  return rows[0];
}

/** Of a plan's case, or of a request's: those whose cards say that it came back. */
async function requestsOf(tx: Tx, subject: SubjectId): Promise<SubjectId[]> {
  const { rows } = await sql<{ request: SubjectId }>`
    select w.request from handrail.request_words w
    join handrail.requests r on r.organisation_id = w.organisation_id and r.request = w.request
    where w.organisation_id = handrail.organisation() and w.case_mark is not null
      and w.case_mark = coalesce(
        (select mark from handrail.case_plans
          where organisation_id = handrail.organisation() and plan = ${subject}::uuid),
        (select case_mark from handrail.request_words
          where organisation_id = handrail.organisation() and request = ${subject}::uuid))
      and r.state ? 'repeat' and r.state -> 'shrunk' = 'false'
    order by w.request limit 50`.execute(tx);
  return rows.map(({ request }) => request);
}

export function facts(
  { organisation }: Shell,
  { state: plan, given: { by, subject } }: Locked<Plan, Command>,
  { request, requests, case: found }: Read,
): StoreFacts {
  const team = request?.team ?? plan?.team;
  const isOwn = plan !== undefined && plan.id === subject && mayReview(organisation, plan, by);
  return {
    ...(team === undefined ? {} : { team }),
    may: isOwn || (request !== undefined && request.requester !== by),
    isCase: isOwn || (request?.repeat !== undefined && found !== undefined),
    timeZone: organisation.timeZone,
    requests,
    reviewers: plan === undefined ? [] : reviewersOf(organisation, plan),
    case: found,
    request: request?.id,
  };
}

export type StoreFacts = Facts & {
  readonly case: Read["case"];
  readonly request: SubjectId | undefined;
};

const supervises = (organisation: Shell["organisation"], id: PersonId | undefined) =>
  organisation.people.get(id ?? "")?.listed === true
    ? (organisation.people.get(id ?? "")?.supervises ?? [])
    : [];

/** Who set it, as long as they run a team; and who runs the plan's team. */
export const mayReview = (
  organisation: Shell["organisation"],
  { setBy, team }: Plan,
  person: PersonId | undefined,
): boolean => {
  const teams = supervises(organisation, person);
  return teams.includes(team) || (person !== undefined && person === setBy && teams.length > 0);
};

/** Who set it; the team's supervisors where they have left. */
const reviewersOf = (organisation: Shell["organisation"], plan: Plan): PersonId[] =>
  plan.setBy !== undefined && supervises(organisation, plan.setBy).length > 0
    ? [plan.setBy]
    : organisation.supervisors.filter((id) => supervises(organisation, id).includes(plan.team));

export async function write(
  shell: Shell,
  plan: Plan,
  { events, version, note = {}, facts: known }: Change<Command, Event, StoreFacts>,
): Promise<Statement[]> {
  const state = sql`${JSON.stringify(plan)}::jsonb`;
  if (plan.ended)
    return [
      sql`update handrail.case_plans set version = ${version}, state = ${state}, mark = null,
          words = null, case_reference = null, ended_at = ${new Date(plan.lastAt)}
        where organisation_id = handrail.organisation() and plan = ${plan.id}::uuid`,
    ];
  const isSet = events.some(({ type }) => type === "set");
  const words = isSet ? await sealWords(shell, plan, note) : null;
  if (version > 1)
    return [
      sql`update handrail.case_plans set version = ${version}, state = ${state},
          words = coalesce(${words}, words)
        where organisation_id = handrail.organisation() and plan = ${plan.id}::uuid`,
    ];
  const reference = await resealed(shell, plan, known);
  return [
    // Two supervisors at once: the second runs again, and changes the plan of the first.
    sql`
    insert into handrail.case_plans (organisation_id, plan, version, mark, words, case_reference,
      state)
    values (handrail.organisation(), ${plan.id}, ${version}, ${known.case?.mark ?? null}, ${words},
      ${reference}, ${state})
    on conflict (organisation_id, mark) do update set version = excluded.version
    where handrail.must(false)`,
  ];
}

const sealWords = (shell: Shell, { id }: Plan, note: Note) =>
  shell.vault.seal(placeOfPlan(shell, id, "words"), note["words"]?.trim() ?? "");

/** The reference goes with the plan, so that its review can name the case. */
async function resealed(
  shell: Shell,
  { id }: Plan,
  { case: found, request = "" }: StoreFacts,
): Promise<string | null> {
  const reference =
    found && (await shell.vault.open(placeOf(shell, request, "case"), found.reference));
  return reference === undefined
    ? null
    : shell.vault.seal(placeOfPlan(shell, id, "case"), reference);
}

export interface Shown {
  readonly plan: Plan;
  readonly text: ShownPlan;
  readonly reference: string | undefined;
}

export async function readShown(
  tx: Tx,
  shell: Shell,
  subject: SubjectId,
): Promise<Shown | undefined> {
  const sealed: SealedPlan | undefined = await planOf(tx, isPlan(subject));
  if (sealed === undefined) return undefined;
  return {
    plan: sealed.state,
    text: await openPlan(shell, sealed),
    reference: await openReference(shell, sealed),
  };
}

/** An ended plan is an id and two days: it stays as long as its reminder may. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.case_plans where organisation_id = handrail.organisation()
    and ended_at < (select handrail.now()) - interval '30 days'`.execute(tx);
}

/** A plan that has not ended and has no timer. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(tx, { feature: "plans", table: "case_plans", key: "plan" }, sql`ended_at is null`);

/** What a person set, for their own copy. */
export async function plansBy(tx: Tx, shell: Shell, person: PersonId) {
  const { rows } = await sql<SealedPlan>`
    select state, words, case_reference as reference from handrail.case_plans
    where organisation_id = handrail.organisation() and state ->> 'setBy' = ${person}
      and ended_at is null order by plan`.execute(tx);
  const plans: unknown[] = [];
  for (const row of rows) plans.push({ ...(await openPlan(shell, row)), team: row.state.team });
  return plans.length === 0 ? {} : { plans };
}

/** The plan is the team's, and goes on. Nothing says any more who set it. */
export const erasePlans = (person: PersonId): Statement => sql`
  update handrail.case_plans set state = state - 'setBy'
  where organisation_id = handrail.organisation() and state ->> 'setBy' = ${person}`;
