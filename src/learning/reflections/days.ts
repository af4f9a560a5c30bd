import { type Instant, hours } from "../../kernel/time.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { zoneOf } from "../../people/place.ts";
import { shiftStart } from "../../people/shift-start.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";

/** Where their teams have no hours, a day begins then. */
const usualStart = { hour: 9 };

const localOf = (organisation: Organisation, person: PersonId, at: Instant) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(
    zoneOf(organisation, person),
  );

/** `2026-11-27`, where this person is. */
export const dayOf = (organisation: Organisation, person: PersonId, at: Instant): string =>
  localOf(organisation, person, at).toPlainDate().toString();

export const beginningOf = (organisation: Organisation, person: PersonId, at: Instant): Instant =>
  localOf(organisation, person, at).startOfDay().epochMilliseconds;

/** To show a day as a date. */
export const noonOf = (organisation: Organisation, person: PersonId, day: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime({
    ...{ timeZone: zoneOf(organisation, person), plainTime: { hour: 12 } },
  }).epochMilliseconds;

/** When the hours of their teams begin next on a later day of theirs. */
export function nextDayOf(organisation: Organisation, person: PersonId, at: Instant): Instant {
  const tomorrow = localOf(organisation, person, at).startOfDay().add({ days: 1 });
  return (
    shiftStart(organisation, person, tomorrow.epochMilliseconds) ??
    tomorrow.add({ hours: usualStart.hour }).epochMilliseconds
  );
}

/** Of a call, the next working day is within this: a longer absence is let be. */
export const longestAbsence = hours(9 * 24);
