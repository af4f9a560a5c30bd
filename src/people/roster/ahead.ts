import type { PersonId } from "../../kernel/ids.ts";
import type { Shift } from "../../kernel/spans.ts";
import { type Instant, hours } from "../../kernel/time.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import { shiftEnd } from "../shift-end.ts";
import { shiftStart } from "../shift-start.ts";
import { isOnShift, teamsOf } from "../usual.ts";

const most = 30;

/**
 * Somebody's shifts from now on, by the roster and the hours of their teams: the one that runs first,
 * from now on. Empty where nobody knows when they work.
 */
export function shiftsAhead(
  organisation: Organisation,
  person: PersonId,
  now: Instant,
  within = hours(14 * 24),
): Shift[] {
  const found: Shift[] = [];
  let from = isOnShift(organisation, person, null, now)
    ? now
    : shiftStart(organisation, person, now);
  while (from !== undefined && from <= now + within && found.length < most) {
    const to: Instant | undefined = shiftEnd(organisation, person, undefined, from);
    if (to === undefined) return found;
    found.push({ from, to });
    from = shiftStart(organisation, person, to);
  }
  return found;
}

/** Whether anybody knows when they work. */
export const hasShifts = (organisation: Organisation, person: PersonId): boolean =>
  organisation.roster.people.has(person) ||
  teamsOf(organisation, person).some(
    (team) => organisation.teams.get(team)?.settings["hours"] !== undefined,
  );
