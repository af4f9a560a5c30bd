import type { TeamName } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { isOnShift } from "./usual.ts";

/** The step of the search. Most opening hours begin and end on a quarter of an hour. */
const step = minutes(15);
/** The most steps: 16 hours, longer than any shift. */
const longest = 64;

/**
 * About when a person's shift ends, by the hours of their teams or by what they said. `undefined`
 * where that is unknown, as in a team without hours.
 */
export function shiftEnd(
  organisation: Organisation,
  teams: readonly TeamName[],
  said: { readonly shift: string | null; readonly until: Instant | null } | undefined,
  at: Instant,
): Instant | undefined {
  if (said?.shift === "on" && said.until !== null && said.until > at) return said.until;
  if (said?.shift === "off" && said.until !== null && said.until > at) return undefined;
  const from = Math.ceil(at / step) * step;
  for (let number = 0; number < longest; number++) {
    if (!isOnShift(organisation, teams, null, from + number * step)) return from + number * step;
  }
  return undefined;
}
