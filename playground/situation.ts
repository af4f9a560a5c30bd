import type { AppDatabase } from "./passing.ts";
import type { Situation } from "./protocol.ts";

const ms = (instant: string): string => `floor(extract(epoch from ${instant}) * 1000)::float8`;
const nameOf = (person: string): string =>
  `(select p.name from handrail.people p where p.organisation_id = handrail.organisation()
    and p.person = (${person})::uuid)`;

/** Newest first; enough for a page that tells of one conversation at a time. */
const mostRequests = 5;

const requests = `
  select coalesce(jsonb_agg(r.now order by r.opened desc), '[]') from (
    select opened_at as opened, jsonb_strip_nulls(jsonb_build_object(
      'who', ${nameOf("requester::text")}, 'status', status, 'danger', level = 'danger',
      'openedAt', ${ms("opened_at")}, 'closedAt', ${ms("closed_at")},
      'pressedAt', coalesce((state->>'pressedAt')::float8, ${ms("opened_at")}),
      'asked', coalesce((
        select jsonb_agg(${nameOf("a.id")} order by a.place)
        from jsonb_array_elements_text(state->'ringing'->'asked') with ordinality a(id, place)
      ), '[]'),
      'helper', ${nameOf("coalesce(holder::text, state->'helpers'->>-1)")},
      'caller', ${nameOf("state->'danger'->>'caller'")},
      'warnings', jsonb_array_length(
        jsonb_path_query_array(state, '$.boundary.steps[*] ? (exists (@.warning))')),
      'answered', case when state->'verdict'->>'by' = holder::text then true end
    )) as now
    from handrail.requests where organisation_id = handrail.organisation()
    order by opened_at desc limit ${mostRequests}
  ) r`;

const breaks = `
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'who', ${nameOf("b.person::text")}, 'status', status, 'until', ${ms("until")}
  ))), '[]')
  from handrail.breaks b where organisation_id = handrail.organisation() and status <> 'none'`;

const debriefs = `
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'who', ${nameOf("d.person::text")}, 'status', status, 'at', ${ms("changed_at")},
    'other', ${nameOf("coalesce(state->>'partner', state->>'to')")}
  )) order by changed_at desc), '[]')
  from handrail.debriefs d where organisation_id = handrail.organisation() and status <> 'idle'`;

/** Whether they answered, and never what: that is sealed. */
const checkIns = `
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'who', ${nameOf("c.person::text")},
    'asked', coalesce(c.state->'prompt'->>'is' = 'asked', false),
    'answeredAt', (
      select ${ms("max(a.kept_until) - interval '90 days'")} from handrail.check_in_answers a
      where a.organisation_id = c.organisation_id and a.person = c.person)
  ))), '[]')
  from handrail.check_ins c where c.organisation_id = handrail.organisation()`;

const next = `
  select ${ms("min(due_at)")} from handrail.timers
  where organisation_id = handrail.organisation()`;

/**
 * @param people whose requests and check-ins are told of: nobody of the samples
 * @returns how things stand, from the app's own tables
 */
export async function readSituation(
  db: Pick<AppDatabase, "once">,
  organisation: string,
  people: ReadonlySet<string>,
): Promise<Situation> {
  const [row] = await db.once(
    organisation,
    `select jsonb_strip_nulls(jsonb_build_object('requests', (${requests}), 'breaks', (${breaks}),
      'debriefs', (${debriefs}), 'checkIns', (${checkIns}), 'next', (${next}))) as now`,
  );
  const now = row?.["now"] as Situation;
  const isShown = ({ who }: { readonly who: string }): boolean => people.has(who);
  return {
    ...now,
    requests: now.requests.filter(isShown),
    checkIns: now.checkIns.filter(isShown),
  };
}
