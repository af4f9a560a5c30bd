import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Commands } from "./commands.ts";
import { measure } from "./latency.ts";
import type { Organisation } from "./organisation.ts";
import type { Slack } from "./slack.ts";

export interface Timers {
  /** From a step's due time, by the database's clock, until its page had reached Slack. Milliseconds. */
  readonly late: number[];
  readonly due: number;
  readonly missing: number;
  readonly far: number;
}

/** How long before the first is due, for the planting itself. */
const ahead = 4_000;
const patience = 10_000;

/**
 * Plants open requests whose step falls due at even times, and closed ones that wait for the day after, all copied from
 * a few that were really asked; then watches when the pages of the next step arrive.
 */
export async function measureTimers(
  slack: Slack,
  commands: Commands,
  organisation: Organisation,
  folder: string,
  plan: { readonly due: number; readonly within: number; readonly far: number },
): Promise<Timers> {
  const models = organisation.teams.slice(0, 20).flatMap((team) => team.agents[0] ?? []);
  const { pages } = await measure(slack, commands, models, 20);
  const subjects = pages.flatMap((page) => page.subject ?? []);
  await wait(1_000);

  // As the database's owner, past every row-level policy.
  const client = new pg.Client({
    host: `${folder}/run`,
    port: 5432,
    user: "postgres",
    database: "handrail",
  });
  await client.connect();
  let dueAt: Map<string, number>;
  try {
    await client.query(plantFar(subjects, plan.far));
    await client.query("analyze");
    const { rows } = await client.query<{ subject: string; due: string }>(
      plantDue(subjects, plan.due, plan.within),
    );
    dueAt = new Map(rows.map((row) => [row.subject, Number(row.due)]));
  } finally {
    await client.end();
  }
  const late = new Map<string, number>();
  slack.onPage = (page) => {
    const due = page.subject === undefined ? undefined : dueAt.get(page.subject);
    if (due !== undefined && page.subject !== undefined && !late.has(page.subject))
      late.set(page.subject, page.wall - due);
  };
  const end = Math.max(...dueAt.values()) + patience;
  while (late.size < dueAt.size && Date.now() < end) await wait(50);
  slack.onPage = () => undefined;
  return {
    late: [...late.values()],
    due: dueAt.size,
    missing: dueAt.size - late.size,
    far: plan.far,
  };
}

const list = (subjects: readonly string[]) =>
  `array[${subjects.map((subject) => `'${subject}'`).join(", ")}]::uuid[]`;
const columns = "organisation_id, version, requester, team, level, holder, opened_at, changed_at";

/** Requests that ended; the timer of each makes its cards small a day later. */
const plantFar = (subjects: readonly string[], count: number): string => `
  with planted as (
    insert into handrail.requests (${columns}, closed_at, status, request, state)
    select ${columns}, handrail.now(), 'resolved', made.id, state || jsonb_build_object('id', made.id, 'status', 'resolved')
    from generate_series(1, ${count}) n, lateral (select gen_random_uuid() as id, n as number) made,
      lateral (select * from handrail.requests where request = (${list(subjects)})[1 + made.number % ${subjects.length}]) model
    returning organisation_id, request
  )
  insert into handrail.timers (organisation_id, feature, subject, command, due_at)
  select organisation_id, 'escalations', request, 'shrink', handrail.now() + interval '1 day' from planted`;

/** Open requests as their models stand, cards included; only the step's time is theirs. @returns each with its time */
const plantDue = (subjects: readonly string[], count: number, within: number): string => `
  with copies as (
    select gen_random_uuid() as id, (${list(subjects)})[1 + n % ${subjects.length}] as model,
      date_trunc('milliseconds', handrail.now()) + make_interval(secs => ${ahead / 1_000} + n * ${within / 1_000 / count}) as due
    from generate_series(1, ${count}) n
  ), planted as (
    insert into handrail.requests (${columns}, status, request, state)
    select ${columns}, status, copies.id, state || jsonb_build_object('id', copies.id,
      'ringing', state -> 'ringing' || jsonb_build_object('dueAt', floor(extract(epoch from copies.due) * 1000)))
    from copies join handrail.requests on request = copies.model
  ), cards as (
    insert into handrail.messages (organisation_id, subject, feature, view, account_id, occasion, priority, wanted_version, shown_version, shown_hash, address, not_before, attempt, created_at)
    select organisation_id, copies.id, feature, view, account_id, occasion, priority, wanted_version, shown_version, shown_hash, address, not_before, attempt, created_at
    from copies join handrail.messages on subject = copies.model
  )
  insert into handrail.timers (organisation_id, feature, subject, command, due_at)
  select organisation_id, feature, copies.id, command, copies.due from copies join handrail.timers on subject = copies.model where command = 'step'
  returning subject, extract(epoch from due_at) * 1000 as due`;
