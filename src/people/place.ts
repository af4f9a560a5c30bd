import { countryOf, emergencyIn } from "../kernel/help-lines.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** Their own local time zone: as their platform tells it, else the file, else the organisation's. */
export function zoneOf(organisation: Organisation, person: PersonId): string {
  const told = organisation.accountsOf
    .get(person)
    ?.find((account) => account.timeZone !== undefined)?.timeZone;
  return told ?? organisation.people.get(person)?.timeZone ?? organisation.timeZone;
}

/** The country whose numbers they call; "" where nothing is known. */
export const countryFor = (organisation: Organisation, person: PersonId): string =>
  countryOf(zoneOf(organisation, person), organisation.country);

/** The emergency number where they are (docs/features.md K4). */
export const emergencyFor = (organisation: Organisation, person: PersonId): string =>
  emergencyIn(countryFor(organisation, person));
