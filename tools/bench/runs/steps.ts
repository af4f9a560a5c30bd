import { setTimeout as wait } from "node:timers/promises";
import { measure } from "../blocks.ts";
import { atMost, round, spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation } from "../organisation.ts";
import { openSite } from "../site.ts";

/** How long before the first is due, for the planting itself. Milliseconds. */
const ahead = 4_000;
const longestWait = 10_000;

/**
 * Copies a few real requests into many. Open ones have steps that fall due at even times; closed
 * ones are due a day later. Then it measures when the next pages arrive.
 */
export async function steps(server: string, { quick }: Plan): Promise<Result> {
  const plan = quick
    ? { due: 170, within: 10_000, far: 20_000 }
    : { due: 1_000, within: 60_000, far: 20_000 };
  const site = await openSite();
  try {
    const organisation = makeOrganisation(30);
    const handrail = await site.handrail(server, "steps", organisation);
    const models = organisation.teams.slice(0, 20).flatMap((team) => team.agents[0] ?? []);
    const { pages } = await measure(site.slack, handrail, models, 20);
    const subjects = pages.flatMap((page) => page.subject ?? []);
    await wait(1_000);
    site.say(`${plan.due} steps due within ${plan.within / 1_000} s`);
    const owner = await handrail.owner();
    await owner.query(plantFar(subjects, plan.far));
    await owner.query("analyze");
    const { rows } = await owner.query<{ subject: string; due: string }>(
      plantDue(subjects, plan.due, plan.within),
    );
    await owner.end();
    const dueAt = new Map(rows.map((row) => [row.subject, Number(row.due)]));
    const late = new Map<string, number>();
    site.slack.onPage = ({ subject = "", wall }) => {
      const due = dueAt.get(subject);
      if (due !== undefined && !late.has(subject)) late.set(subject, wall - due);
    };
    const end = Math.max(...dueAt.values()) + longestWait;
    while (late.size < dueAt.size && Date.now() < end) await wait(50);
    site.slack.onPage = () => undefined;
    const lateness = spread([...late.values()]);
    return {
      lines: [
        atMost(
          `step's page after its due time, p99 (${late.size})`,
          lateness.p99,
          goals.step,
          "ms",
        ),
        {
          what: "  median and slowest",
          figure: `${round(lateness.median)} ms, ${round(lateness.most)} ms`,
        },
        atMost("  missing", dueAt.size - late.size, 0, ""),
      ],
      report: { late: lateness },
    };
  } finally {
    await site.stop();
  }
}

const list = (subjects: readonly string[]) =>
  `array[${subjects.map((subject) => `'${subject}'`).join(", ")}]::uuid[]`;
const columns = "organisation_id, version, requester, team, level, holder, opened_at, changed_at";
const shown = `organisation_id, feature, view, account_id, occasion, priority, wanted_version,
  shown_version, shown_hash, address, not_before, attempt, created_at`;

/** Requests that ended; the timer of each makes its cards small a day later. */
const plantFar = (subjects: readonly string[], count: number): string => `
  with planted as (
    insert into handrail.requests (${columns}, closed_at, status, request, state)
    select ${columns}, handrail.now(), 'resolved', made.id,
      state || jsonb_build_object('id', made.id, 'status', 'resolved')
    from generate_series(1, ${count}) n,
      lateral (select gen_random_uuid() as id, n as number) made,
      lateral (
        select * from handrail.requests
        where request = (${list(subjects)})[1 + made.number % ${subjects.length}]
      ) model
    returning organisation_id, request
  )
  insert into handrail.timers (organisation_id, feature, subject, command, due_at)
  select organisation_id, 'escalations', request, 'shrink', handrail.now() + interval '1 day'
  from planted`;

/**
 * Copies of open requests, cards included; only the step's time is new.
 * @returns each with its time
 */
const plantDue = (subjects: readonly string[], count: number, within: number): string => `
  with copies as (
    select gen_random_uuid() as id, (${list(subjects)})[1 + n % ${subjects.length}] as model,
      date_trunc('milliseconds', handrail.now())
        + make_interval(secs => ${ahead / 1_000} + n * ${within / 1_000 / count}) as due
    from generate_series(1, ${count}) n
  ), planted as (
    insert into handrail.requests (${columns}, status, request, state)
    select ${columns}, status, copies.id, state || jsonb_build_object('id', copies.id,
      'ringing', state -> 'ringing'
        || jsonb_build_object('dueAt', floor(extract(epoch from copies.due) * 1000)))
    from copies join handrail.requests on request = copies.model
  ), cards as (
    insert into handrail.messages (subject, ${shown})
    select copies.id, ${shown} from copies join handrail.messages on subject = copies.model
  )
  insert into handrail.timers (organisation_id, feature, subject, command, due_at)
  select organisation_id, feature, copies.id, command, copies.due
  from copies join handrail.timers on subject = copies.model where command = 'step'
  returning subject, extract(epoch from due_at) * 1000 as due`;
