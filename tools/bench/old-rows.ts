/*
 * Makes an old history in the database from requests that really happened. It copies whole rows of
 * every table with new ids. It spreads them evenly over the time for which such rows are kept.
 */

/** Messages go after thirty days (`tidy`), so a past of twenty-nine is all there is of them. */
const days = 29;
/** Deliveries go after a day, and so does a card: what is older has neither. */
const hoursOfToday = 22;
/** Requests that one statement makes. */
const atOnce = 2_500;

const pasts = ["requests", "request_words", "journal", "messages", "timers", "inbox"];

/** A statement as the database's owner, past every row-level policy. */
export type Ask = (
  statement: string,
) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>;

/**
 * @param subjects requests that have ended, everything about them shown
 * @param count how many are made of them
 */
export async function plantPast(
  ask: Ask,
  subjects: readonly string[],
  count: number,
): Promise<void> {
  const models = `array[${subjects.map((subject) => `'${subject}'`).join(", ")}]::uuid[]`;
  for (let done = 0; done < count; done += atOnce)
    await ask(copies(models, done + 1, Math.min(count, done + atOnce), count));
  // PostgreSQL does this by itself within a minute; a measurement does not wait for it.
  for (const table of pasts) await ask(`vacuum (analyze) handrail.${table}`);
}

/**
 * Every twelfth was a hard call; none of the last day, which debriefs look at and which is no past.
 * A third had something typed, which stays sealed.
 */
const copies = (models: string, first: number, last: number, all: number) => `
  with old as materialized (
    select gen_random_uuid() as id, n, (${models})[1 + n % cardinality(${models})] as model,
      make_interval(mins => 10) + make_interval(secs => n::float8 / ${all} * ${days} * 86400) as ago
    from generate_series(${first}, ${last}) n
  ), requests as (
    insert into handrail.requests (organisation_id, request, version, status, requester, team,
      level, holder, opened_at, changed_at, closed_at, state)
    select organisation_id, id, version, status, requester, team,
      case when n % 12 = 0 and ago > interval '25 hours' then 'abuse' else level end,
      holder, opened_at - ago, changed_at - ago, closed_at - ago,
      state || jsonb_build_object('id', id)
    from old join handrail.requests on request = model returning 1
  ), words as (
    insert into handrail.request_words (organisation_id, request, words, kept_until)
    select organisation_id, id, repeat('x', 300), handrail.now() - ago + interval '30 days'
    from old join handrail.requests on request = model where n % 3 = 0
  ), journal as (
    insert into handrail.journal (organisation_id, feature, subject, version, number, at, by, event)
    select organisation_id, feature, id, version, number, at - ago, by, event
    from old join handrail.journal on feature = 'escalations' and subject = model
  ), messages as (
    insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion,
      priority, wanted_version, shown_version, shown_hash, address, not_before, attempt, created_at)
    select organisation_id, feature, id, view, account_id, occasion, priority, wanted_version,
      wanted_version, shown_hash, address, not_before - ago, attempt, created_at - ago
    from old join handrail.messages on feature = 'escalations' and subject = model
  ), timers as (
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select organisation_id, feature, id, command, due_at - ago
    from old join handrail.timers on feature = 'escalations' and subject = model
    where ago < make_interval(hours => ${hoursOfToday})
      and due_at - ago > handrail.now() + interval '1 hour'
  )
  insert into handrail.inbox (organisation_id, delivery, received_at, feature, subject, answer)
  select organisation_id, 'old:' || id || ':' || delivery, received_at - ago, feature, id, answer
  from old join handrail.inbox on subject = model
  where ago < make_interval(hours => ${hoursOfToday})`;

/** How many rows there are now of what was planted, by table. */
export async function countPast(ask: Ask): Promise<Record<string, unknown>> {
  const counts = pasts.map((table) => `(select count(*)::int from handrail.${table}) as ${table}`);
  const { rows } = await ask(`select ${counts.join(", ")}`);
  return rows[0] ?? {};
}
