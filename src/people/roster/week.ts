import type { PersonId, TeamName } from "../../kernel/ids.ts";
import { type Spans, instantOfMinute, merged, minuteOf } from "../../kernel/spans.ts";
import type { Instant } from "../../kernel/time.ts";
import type { PageTable } from "../../platform/page.ts";
import { type Line, literal, msg, person } from "../../platform/text.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import { edgesBetween } from "../edges.ts";
import type { OpeningHours } from "../hours.ts";
import { isOnShift } from "../usual.ts";

const days = 7;

/** Who works when in each team, today and in the next six days, in the organisation's time. */
export function weekOf(
  organisation: Organisation,
  teams: readonly TeamName[],
  now: Instant,
): PageTable[] {
  const week = daysFrom(now, organisation.timeZone);
  const columns: Line[] = [
    msg("web.who"),
    ...week.map(({ noon }) => msg("web.day", { date: noon })),
  ];
  return teams.map((name) => ({
    kind: "table",
    heading: msg("web.teams", { teams: literal(name) }),
    empty: msg("web.nobodyInTeam"),
    columns,
    rows: inTeam(organisation, name).map((id) => [
      msg("web.person", { person: person(id) }),
      ...week.map((day) => cell(organisation, id, day, name)),
    ]),
  }));
}

interface Day {
  /** Minutes since the epoch; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  readonly noon: Instant;
}

function daysFrom(now: Instant, timeZone: string): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const midnight = (day: number) =>
    today.add({ days: day }).toZonedDateTime(timeZone).epochMilliseconds / 60_000;
  return Array.from({ length: days }, (_, day) => ({
    from: midnight(day),
    to: midnight(day + 1),
    noon: (midnight(day) + 720) * 60_000,
  }));
}

/** Who runs the team first, then who takes its calls. */
function inTeam({ people, supervisors }: Organisation, team: TeamName): PersonId[] {
  const all = [...people.values()].filter(({ listed }) => listed);
  const runs = all.filter((one) => one.supervises.includes(team) && supervisors.includes(one.id));
  const takes = all.filter((one) => one.agentOf.includes(team) && !runs.includes(one));
  return [...runs, ...takes].map(({ id }) => id);
}

/** The shifts of a day, with what was agreed besides; where no roster says them, the hours do. */
function cell(organisation: Organisation, id: PersonId, day: Day, team: TeamName): Line {
  const { roster, timeZone } = organisation;
  const own = within(roster.covers, day).length > 0 ? roster.people.get(id) : undefined;
  const isChanged = (roster.changes.get(id) ?? []).some(
    ({ from, to }) => from < day.to && to > day.from,
  );
  if (own === undefined && !isChanged) return opening(organisation, team, day);
  const spans = isChanged ? worked(organisation, id, day) : within(own ?? [], day);
  const texts = pairs(spans).map(([from, to]) => `${clock(from, timeZone)}–${clock(to, timeZone)}`);
  return texts.length === 0 ? msg("web.dayOff") : literal(texts.join(", "));
}

/** When they work on a day for which something was agreed: before and after it, as ever. */
function worked(organisation: Organisation, id: PersonId, { from, to }: Day): Spans {
  const [begin, end] = [instantOfMinute(from), instantOfMinute(to)];
  const edges = [begin, ...edgesBetween(organisation, id, begin, end), end];
  return merged(
    edges.flatMap((edge, index) =>
      isOnShift(organisation, id, null, edge)
        ? [minuteOf(edge), minuteOf(edges[index + 1] ?? edge)]
        : [],
    ),
  );
}

/** What the team's hours are on a day: they count where no roster says more. */
function opening({ teams, timeZone }: Organisation, name: TeamName, { noon }: Day): Line {
  const hours = teams.get(name)?.settings["hours"] as OpeningHours | undefined;
  if (hours === undefined) return msg("web.allDay");
  const { dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(noon).toZonedDateTimeISO(timeZone);
  const texts = hours
    .filter((span) => span.days.includes(dayOfWeek))
    .map(({ from, to }) => `${ofDay(from)}–${ofDay(to)}`);
  return texts.length === 0 ? msg("web.dayOff") : literal(texts.join(", "));
}

/** Minutes since midnight, as a clock shows them. */
const ofDay = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const pairs = (spans: Spans): [number, number][] =>
  Array.from({ length: spans.length / 2 }, (_, i) => [spans[2 * i] ?? 0, spans[2 * i + 1] ?? 0]);

/** The part of them that lies in a day. */
const within = (spans: Spans, { from, to }: Day): number[] =>
  pairs(spans).flatMap(([start, end]) =>
    start < to && end > from ? [Math.max(start, from), Math.min(end, to)] : [],
  );

const clock = (minute: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(minute * 60_000)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: "minute" });
