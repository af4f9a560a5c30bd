import type { PersonId } from "../kernel/ids.ts";
import { type Instant, hours, minutes } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { edgesBetween } from "./edges.ts";
import { isOnShift } from "./usual.ts";

/** The roster is known for less than four weeks ahead. */
const farthest = hours(28 * 24);

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
  return edgesBetween(organisation, person, from, Math.min(before, from + farthest)).find(
    (at) => at < before && isOn(at) && !isOn(at - minutes(1)),
  );
}
