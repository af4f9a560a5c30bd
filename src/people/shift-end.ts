import type { PersonId } from "../kernel/ids.ts";
import { type Instant, hours, minutes } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { edgesOf } from "./roster/now.ts";
import { isOnShift } from "./usual.ts";

/** The step of the search. Most opening hours begin and end on a quarter of an hour. */
const step = minutes(15);
/** The most steps: 16 hours, longer than any opening. */
const longest = 64;
/** Longer than any shift of a roster. */
const farthest = hours(24);

/**
 * About when a person's shift ends, by the roster, the hours of their teams or what they said: to
 * the minute by the first. `undefined` where that is unknown, as in a team without hours.
 */
export function shiftEnd(
  organisation: Organisation,
  person: PersonId,
  said: { readonly shift: string | null; readonly until: Instant | null } | undefined,
  at: Instant,
): Instant | undefined {
  if (said?.shift === "on" && said.until !== null && said.until > at) return said.until;
  if (said?.shift === "off" && said.until !== null && said.until > at) return undefined;
  const first = Math.ceil(at / step) * step;
  const quarters = Array.from({ length: longest }, (_, number) => first + number * step);
  const edges = edgesOf(organisation, person).filter((edge) => edge >= at && edge <= at + farthest);
  return [...quarters, ...edges]
    .toSorted((a, b) => a - b)
    .find((moment) => !isOnShift(organisation, person, null, moment));
}
