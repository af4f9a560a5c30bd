import type { PersonId } from "../../kernel/ids.ts";
import type { Shift } from "../../kernel/spans.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import { shiftEnd } from "../shift-end.ts";
import { shiftStart } from "../shift-start.ts";
import { isOnShift } from "../usual.ts";

/** So far ahead shifts are known and swapped. */
const farthest = hours(14 * 24);

/**
 * Somebody's shifts from now on, by the roster and the hours of their teams: the one that runs first,
 * from now on. Empty where nobody knows when they work.
 */
export function shiftsAhead(
  organisation: Organisation,
  person: PersonId,
  now: Instant,
  most = 30,
): Shift[] {
  const found: Shift[] = [];
  let from = isOnShift(organisation, person, null, now)
    ? now
    : shiftStart(organisation, person, now);
  while (from !== undefined && from <= now + farthest && found.length < most) {
    const to: Instant | undefined = shiftEnd(organisation, person, undefined, from);
    if (to === undefined) return found;
    found.push({ from, to });
    from = shiftStart(organisation, person, to);
  }
  return found;
}

/** The shift that runs, from now on, or the next one; `undefined` where none is known. */
export const nextShift = (
  organisation: Organisation,
  person: PersonId,
  now: Instant,
): Shift | undefined => shiftsAhead(organisation, person, now, 1)[0];
