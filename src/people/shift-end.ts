import type { PersonId } from "../kernel/ids.ts";
import { type Instant, hours } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { edgesBetween } from "./edges.ts";
import { isOnShift } from "./usual.ts";

/** Longer than any shift. */
const farthest = hours(24);

/**
 * When a person's shift ends, by the roster, the hours of their teams or what they said.
 * `undefined` where that is unknown, as in a team without hours.
 */
export function shiftEnd(
  organisation: Organisation,
  person: PersonId,
  said: { readonly shift: string | null; readonly until: Instant | null } | undefined,
  at: Instant,
): Instant | undefined {
  if (said?.shift === "on" && said.until !== null && said.until > at) return said.until;
  if (said?.shift === "off" && said.until !== null && said.until > at) return undefined;
  return edgesBetween(organisation, person, at, at + farthest).find(
    (moment) => !isOnShift(organisation, person, null, moment),
  );
}
