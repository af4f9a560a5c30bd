import { todayIn } from "../kernel/days.ts";
import type { TeamName } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { isOnShift } from "./usual.ts";
import type { OpeningHours } from "./hours.ts";

/** Hours repeat from week to week. */
const daysLooked = 9;

/**
 * When the hours of somebody's teams begin, from `from` on and before `before`: the first such
 * moment. `undefined` where there is none, as in a team without hours, which is always on.
 */
export function shiftStart(
  organisation: Organisation,
  teams: readonly TeamName[],
  from: Instant,
  before = Infinity,
): Instant | undefined {
  const zone = organisation.timeZone;
  const spans = teams.flatMap(
    (team) => (organisation.teams.get(team)?.settings["hours"] as OpeningHours | undefined) ?? [],
  );
  if (spans.length === 0) return undefined;
  const isOn = (at: Instant) => isOnShift(organisation, teams, null, at);
  const first = todayIn(zone, from);
  const opens = new Set<Instant>();
  for (let day = 0; day < daysLooked; day++) {
    const date = first.add({ days: day });
    for (const span of spans.filter(({ days }) => days.includes(date.dayOfWeek)))
      opens.add(
        date
          .toPlainDateTime({ hour: Math.floor(span.from / 60), minute: span.from % 60 })
          .toZonedDateTime(zone).epochMilliseconds,
      );
  }
  // No shift begins where one span follows another, lies within another, or overlaps one of another
  // team.
  return [...opens]
    .toSorted((a, b) => a - b)
    .find((at) => at >= from && at < before && isOn(at) && !isOn(at - minutes(1)));
}
