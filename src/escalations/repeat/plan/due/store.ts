import { sql } from "kysely";
import type { PersonId, SubjectId, TeamName } from "../../../../kernel/ids.ts";
import { type Instant, hours } from "../../../../kernel/time.ts";
import { msg } from "../../../../platform/text.ts";
import type { Tx } from "../../../../runtime/database/database.ts";
import type { HomePart, Shell } from "../../../../runtime/feature.ts";

/** Of a shift: what is looked at on a later day is for whoever works then. */
const near = hours(12);
/** So many stand on one card. */
const most = 3;

/** For who runs the team of a plan: that it ends or is looked at today, and not what it holds. */
export async function home(
  tx: Tx,
  { organisation }: Shell,
  person: PersonId,
  now: Instant,
): Promise<HomePart> {
  const plans = await plansDue(tx, organisation.people.get(person)?.supervises ?? [], now);
  return {
    begins: () =>
      plans.map((subject) => ({
        line: msg("begins.plan"),
        button: { action: "plans.open", label: msg("begins.showPlan"), subject },
      })),
  };
}

async function plansDue(tx: Tx, teams: readonly TeamName[], now: Instant): Promise<SubjectId[]> {
  if (teams.length === 0) return [];
  const { rows } = await sql<{ plan: SubjectId }>`
    select plan from handrail.case_plans where organisation_id = handrail.organisation()
      and ended_at is null and state ->> 'team' = any(${[...teams]}::text[])
      and ((state ->> 'reviewAt')::float8 between ${now - near}::float8 and ${now + near}::float8
        or (state ->> 'endsAt')::float8 between ${now}::float8 and ${now + near}::float8)
    order by plan limit ${most}`.execute(tx);
  return rows.map(({ plan }) => plan);
}
