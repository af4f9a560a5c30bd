import { sql } from "kysely";
import type { OrganisationId, PersonId, TeamName } from "../kernel/ids.ts";
import { todayIn } from "../kernel/days.ts";
import type { Instant } from "../kernel/time.ts";
import { fewest, inFives, morningOf, weekOf } from "../kernel/weeks.ts";
import { type FloorNow, present, readPeople } from "../people/floor.ts";
import type { OtherWeeks } from "../people/figures.ts";
import { isRequestOf } from "../people/requests.ts";
import { agentsIn } from "../people/team.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../runtime/feature.ts";
import {
  type Command,
  type Event,
  type Facts,
  type GoodCalls,
  type TeamWeek,
  theGoodCalls,
} from "./rules.ts";

export const load = (organisation: OrganisationId) => sql<{
  state: GoodCalls;
  version: number;
}>`
  select state, version from handrail.good_calls
  where organisation_id = ${organisation} for update`;

/** Weeks and teams as they are stored. */
type Rows = readonly { readonly team: TeamName; readonly week: string; readonly calls: number }[];

export interface Read {
  readonly isOthers: boolean;
  readonly weeks: Rows;
  readonly floor: FloorNow | undefined;
}

export async function read(
  tx: Tx,
  { organisation, now }: Shell,
  { by, subject, command }: Wanted<Command>,
): Promise<Read> {
  const names = subject !== undefined && subject !== theGoodCalls;
  const tells = command.do === "tell";
  const [isOwn, weeks, floor] = await together(
    names && by !== undefined ? isRequestOf(tx, subject, by) : undefined,
    tells ? weeksSince(tx, weekOf(now, organisation.timeZone, -2)) : undefined,
    tells ? readPeople(tx, new Set(organisation.people.keys())) : undefined,
  );
  return { isOthers: names && isOwn !== true, weeks: weeks ?? [], floor };
}

const weeksSince = async (tx: Tx, week: string): Promise<Rows> =>
  tx
    .selectFrom("good_call_weeks")
    .select(["team", "week", "calls"])
    .where("week", ">=", week)
    .orderBy("team")
    .execute();

export function facts(
  { organisation, vault }: Shell,
  { given: { at, by } }: Locked<GoodCalls, Command>,
  { isOthers, weeks, floor }: Read,
): Facts {
  const { timeZone } = organisation;
  const team = organisation.people.get(by ?? "")?.agentOf[0];
  const finished = weekOf(at, timeZone, -1);
  const day = todayIn(timeZone, at).toString();
  const free = floor === undefined ? [] : whoIsFree(floor, organisation, at);
  return {
    ...(team === undefined ? {} : { team }),
    isOthers,
    marks: vault.marks(`${organisation.id}/good_calls/${day}`, by ?? ""),
    day,
    week: weekOf(at, timeZone),
    nextMonday: morningOf(weekOf(at, timeZone, 1), timeZone),
    finished: {
      week: finished,
      teams: shownOf(organisation, weeks, finished).map((one) => ({
        ...one,
        people: free.filter((id) => isIn(organisation, id, one.team)),
      })),
    },
  };
}

/** At work and not in a break or a call: nobody else is told of a number. */
const whoIsFree = (floor: FloorNow, organisation: Shell["organisation"], at: Instant) =>
  present(floor, organisation, at)
    .filter(({ onShift, inBreak, onCall }) => onShift && !inBreak && !onCall)
    .map(({ person }) => person)
    .toSorted();

const isIn = ({ people }: Shell["organisation"], id: PersonId, team: TeamName): boolean => {
  const known = people.get(id);
  return known?.agentOf.includes(team) === true || known?.supervises.includes(team) === true;
};

/** Through the rule of counts: five people and five calls at least, in fives. */
const shownOf = (organisation: Shell["organisation"], weeks: Rows, week: string): TeamWeek[] =>
  weeks
    .filter((one) => one.week === week && one.calls >= fewest)
    .filter(({ team }) => agentsIn(organisation, team) >= fewest)
    .map(({ team, calls }) => ({ team, calls: inFives(calls) }));

export const write = (
  _shell: Shell,
  state: GoodCalls,
  { version, events }: Change<Command, Event, Facts>,
): Statement[] => [
  sql`
    insert into handrail.good_calls (organisation_id, version, state)
    values (handrail.organisation(), ${version}, ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id) do update set version = excluded.version, state = excluded.state
    where handrail.must(good_calls.version = excluded.version - 1)`,
  ...events.flatMap((event) =>
    event.type === "logged"
      ? [
          sql`
    insert into handrail.good_call_weeks (organisation_id, team, week, calls)
    values (handrail.organisation(), ${event.team}, ${event.week}, 1)
    on conflict (organisation_id, team, week) do update set calls = good_call_weeks.calls + 1`,
        ]
      : [],
  ),
];

export async function readGoodCalls(tx: Tx): Promise<GoodCalls | undefined> {
  const row = await tx.selectFrom("good_calls").select("state").executeTakeFirst();
  return row?.state as unknown as GoodCalls | undefined;
}

/** What the teams of a person logged in the last finished week, where it may be shown. */
export async function lastWeek(
  tx: Tx,
  { organisation }: Shell,
  person: PersonId,
  now: Instant,
): Promise<TeamWeek[]> {
  const week = weekOf(now, organisation.timeZone, -1);
  return shownOf(organisation, await weeksSince(tx, week), week).filter(({ team }) =>
    isIn(organisation, person, team),
  );
}

/** The weeks as they are counted: figures say what of them may be shown. */
export const goodCallWeeks: OtherWeeks["goodCalls"] = async (tx, from, before) => {
  const rows = await tx
    .selectFrom("good_call_weeks")
    .select(["team", "week", "calls"])
    .where("week", ">=", from)
    .where("week", "<", before)
    .orderBy("week")
    .execute();
  return rows.map(({ team, week, calls }) => ({ team, week, numbers: { calls } }));
};

/** A year is enough to see whether there are more of them. Marks are of their day alone. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.good_call_weeks where organisation_id = handrail.organisation()
    and week < to_char((select handrail.now()) - interval '371 days', 'YYYY-MM-DD')`.execute(tx);
  await sql`
    update handrail.good_calls g set state = state - 'today'
    from handrail.organisations o
    where g.organisation_id = handrail.organisation() and o.organisation_id = g.organisation_id
      and g.state #>> '{today,day}'
        < to_char((select handrail.now()) at time zone o.time_zone, 'YYYY-MM-DD')`.execute(tx);
}
