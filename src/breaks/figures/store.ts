import { sql } from "kysely";
import type { PersonId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { fewest, weekOf } from "../../kernel/weeks.ts";
import type { OtherWeeks } from "../../people/figures.ts";
import { agentsIn } from "../../people/team.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import type { Break, Event } from "../state.ts";
import { type Counts, countsOf, shownOf } from "./counts.ts";

/** Adds what happened to the week of the team that the person answers for: who it was is not kept with it. */
export function countBreaks(
  { organisation }: Shell,
  { person }: Break,
  events: readonly Event[],
  at: Instant,
): Statement[] {
  const { offered, taken, deferred } = countsOf(events);
  const team = organisation.people.get(person)?.agentOf[0];
  if (team === undefined || offered + taken + deferred === 0) return [];
  return [
    sql`
    insert into handrail.break_weeks (organisation_id, team, week, offered, taken, deferred)
    values (handrail.organisation(), ${team}, ${weekOf(at, organisation.timeZone)}, ${offered}, ${taken}, ${deferred})
    on conflict (organisation_id, team, week) do update set offered = break_weeks.offered + excluded.offered,
      taken = break_weeks.taken + excluded.taken, deferred = break_weeks.deferred + excluded.deferred`,
  ];
}

export interface TeamWeek extends Counts {
  readonly team: TeamName;
}

/** The last finished week of the teams that somebody runs, where enough people answer for them. */
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
    .selectFrom("break_weeks")
    .select(["team", "offered", "taken", "deferred"])
    .where("team", "in", teams)
    .where("week", "=", weekOf(now, organisation.timeZone, -1))
    .orderBy("team")
    .execute();
  return weeks.flatMap((week) => shownOf(week) ?? []);
}

/** The weeks as they are counted: figures say what of them may be shown. */
export const breakWeeks: OtherWeeks["breaks"] = async (tx, from, before) => {
  const rows = await tx
    .selectFrom("break_weeks")
    .select(["team", "week", "offered", "taken", "deferred"])
    .where("week", ">=", from)
    .where("week", "<", before)
    .orderBy("week")
    .execute();
  return rows.map(({ team, week, ...numbers }) => ({ team, week, numbers }));
};

/** A year is enough to see whether cover got better. */
export async function forgetWeeks(tx: Tx): Promise<void> {
  await sql`delete from handrail.break_weeks where organisation_id = handrail.organisation() and week < to_char((select handrail.now()) - interval '371 days', 'YYYY-MM-DD')`.execute(
    tx,
  );
}
