import { sql } from "kysely";
import type { SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { windowLasts } from "../questions.ts";
import { remembered, theTrend } from "../state.ts";

/** A trend without a timer to close its window. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql`
    select 1 from handrail.trends r where r.organisation_id = handrail.organisation()
      and not exists (
        select 1 from handrail.timers t
        where t.organisation_id = r.organisation_id and t.feature = 'trends')`.execute(tx);
  return rows.map(() => theTrend);
}

/** Where a team has check-ins, the first window begins: its list of people is frozen now. */
export async function begin(tx: Tx): Promise<void> {
  await sql`
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select handrail.organisation(), 'trends', ${theTrend}, 'turn', (select handrail.now())
    where not exists (select 1 from handrail.trends where organisation_id = handrail.organisation())
      and exists (
        select 1 from handrail.teams t
        where t.organisation_id = handrail.organisation() and t.listed
          and jsonb_array_length(coalesce(t.settings->'checkIns', '[]'::jsonb)) > 0)
    on conflict (organisation_id, feature, subject, command) do nothing`.execute(tx);
}

/**
 * Reports for a week that the last window had answers that no key opened. Their keys are lost, or
 * somebody wrote into the table.
 */
export async function alarms(tx: Tx): Promise<number> {
  const { rows } = await sql<{ unopened: number }>`
    select (state->'unopened'->>'answers')::int as unopened from handrail.trends
    where organisation_id = handrail.organisation() and state ? 'unopened'
      and (state->'unopened'->>'at')::bigint
        > extract(epoch from (select handrail.now()) - interval '7 days') * 1000`.execute(tx);
  return rows[0]?.unopened ?? 0;
}

/**
 * Rosters are deleted with the windows that a new one is checked against, also where none begins
 * any more. Closing a window looks back on thirteen, and may happen late. Which lead looked when is
 * kept as long as any history, two years (docs/features.md P7).
 */
export async function tidy(tx: Tx): Promise<void> {
  const oldest = sql`make_interval(secs => ${((remembered + 2) * windowLasts) / 1_000}::float8)`;
  await sql`
    delete from handrail.trend_rosters where organisation_id = handrail.organisation()
      and window_start < (select handrail.now()) - ${oldest}`.execute(tx);
  await sql`
    delete from handrail.journal where organisation_id = handrail.organisation()
      and feature = 'trends' and subject = ${theTrend}
      and at < (select handrail.now()) - interval '24 months'`.execute(tx);
}
