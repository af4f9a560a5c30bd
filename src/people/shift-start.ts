import { todayIn } from "../kernel/days.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { OpeningHours } from "./hours.ts";
import { edgesOf } from "./roster/now.ts";
import { isOnShift, teamsOf } from "./usual.ts";

/** Hours repeat from week to week. */
const daysLooked = 9;

/**
 * When somebody's work begins, from `from` on and before `before`: the first such moment, by the
 * roster or the hours of their teams. `undefined` where there is none, as in a team without hours,
 * which is always on.
 */
export function shiftStart(
  organisation: Organisation,
  person: PersonId,
  from: Instant,
  before = Infinity,
): Instant | undefined {
  const isOn = (at: Instant) => isOnShift(organisation, person, null, at);
  // No shift begins where one span follows another, lies within another, or overlaps one of another
  // team.
  return [...new Set([...openings(organisation, person, from), ...edgesOf(organisation, person)])]
    .toSorted((a, b) => a - b)
    .find((at) => at >= from && at < before && isOn(at) && !isOn(at - minutes(1)));
}

/** When the hours of their teams begin within the days to come. */
function openings(organisation: Organisation, person: PersonId, from: Instant): Instant[] {
  const zone = organisation.timeZone;
  const spans = teamsOf(organisation, person).flatMap(
    (team) => (organisation.teams.get(team)?.settings["hours"] as OpeningHours | undefined) ?? [],
  );
  if (spans.length === 0) return [];
  const first = todayIn(zone, from);
  const opens: Instant[] = [];
  for (let day = 0; day < daysLooked; day++) {
    const date = first.add({ days: day });
    for (const span of spans.filter(({ days }) => days.includes(date.dayOfWeek)))
      opens.push(
        date
          .toPlainDateTime({ hour: Math.floor(span.from / 60), minute: span.from % 60 })
          .toZonedDateTime(zone).epochMilliseconds,
      );
  }
  return opens;
}
