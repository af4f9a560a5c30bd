import { sql } from "kysely";
import type { PersonId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { fewest, weekOf } from "../../kernel/weeks.ts";
import type { OtherWeeks } from "../../people/figures.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import { agentsIn } from "../../people/team.ts";
import type { Event, Promised } from "../promise.ts";

/** Adds to its team's week that a promise was due, and whether it was kept: whose it was is not kept with it. */
export function countPromises(
  { organisation }: Shell,
  promised: Promised,
  events: readonly Event[],
): Statement[] {
  const { team } = promised;
  if (team === undefined || promised.status === "draft") return [];
  const found = events.map(countOf).find((one) => one !== undefined);
  if (found === undefined) return [];
  const week = weekOf(promised.dueAt, organisation.timeZone);
  return [
    sql`
    insert into handrail.promise_weeks (organisation_id, team, week, due, kept)
    values (handrail.organisation(), ${team}, ${week}, 1, ${found})
    on conflict (organisation_id, team, week) do update
    set due = promise_weeks.due + excluded.due, kept = promise_weeks.kept + excluded.kept`,
  ];
}

/** Kept: 1. Not kept: 0. `undefined`: nothing that counts, or it was counted before. */
function countOf(event: Event): 0 | 1 | undefined {
  switch (event.type) {
    case "reached":
      return event.late === true ? 0 : undefined;
    case "called":
      if (event.counted) return undefined;
      return event.inTime ? 1 : 0;
    case "missed":
      return event.counted ? undefined : 0;
    default:
      return undefined;
  }
}

export interface TeamWeek {
  readonly team: TeamName;
  /** Per cent, in fives. */
  readonly share: number;
}

/** Of the teams that somebody runs, how many promises of last week were kept. */
export async function lastWeeks(
  tx: Tx,
  { organisation }: Shell,
  supervisor: PersonId,
  now: Instant,
): Promise<TeamWeek[]> {
  const teams = (organisation.people.get(supervisor)?.supervises ?? []).filter(
    (team) => agentsIn(organisation, team) >= fewest,
  );
  if (teams.length === 0) return [];
  const weeks = await tx
    .selectFrom("promise_weeks")
    .select(["team", "due", "kept"])
    .where("team", "in", teams)
    .where("week", "=", weekOf(now, organisation.timeZone, -1))
    .orderBy("team")
    .execute();
  return weeks
    .filter(({ due }) => due >= fewest)
    .map(({ team, due, kept }) => ({ team, share: Math.round((kept / due) * 20) * 5 }));
}

/** The weeks as they are counted: figures say what of them may be shown. */
export const promiseWeeks: OtherWeeks["promises"] = async (tx, from, before) => {
  const rows = await tx
    .selectFrom("promise_weeks")
    .select(["team", "week", "due", "kept"])
    .where("week", ">=", from)
    .where("week", "<", before)
    .orderBy("week")
    .execute();
  return rows.map(({ team, week, ...numbers }) => ({ team, week, numbers }));
};

/** A year is enough to see whether it got better. */
export async function forgetWeeks(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.promise_weeks where organisation_id = handrail.organisation()
      and week < to_char((select handrail.now()) - interval '371 days', 'YYYY-MM-DD')`.execute(tx);
}
