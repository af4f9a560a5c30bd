import type { PersonId } from "../../kernel/ids.ts";
import { hours } from "../../kernel/time.ts";
import { shiftStart } from "../../people/shift-start.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import { weekly } from "../schedule.ts";

/** Where a day has no shift that is known: late enough for those who begin early. */
const otherwise = { hour: 10, minute: 0 };

/**
 * When somebody without check-ins is asked on a local day, as a cron expression: an hour after their
 * shift begins by the roster or their teams' hours, so that nobody who works nights is asked at noon.
 */
export function hourOn(
  organisation: Organisation,
  person: PersonId,
  zone: string,
  day: string,
): string {
  const date = Temporal.PlainDate.from(day);
  const [from, before] = [date, date.add({ days: 1 })].map(
    (one) => one.toZonedDateTime(zone).epochMilliseconds,
  );
  const begins = shiftStart(organisation, person, from ?? 0, before);
  if (begins === undefined) return weekly("*", otherwise.hour, otherwise.minute);
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(
    Math.min(begins + hours(1), (before ?? 0) - 1),
  ).toZonedDateTimeISO(zone);
  return weekly("*", hour, minute);
}
