import { countryOf } from "../kernel/help-lines.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** Their own local time zone: as their platform tells it, else the file, else the organisation's. */
export function zoneOf(organisation: Organisation, person: PersonId): string {
  const told = organisation.accountsOf
    .get(person)
    ?.find((account) => account.timeZone !== undefined)?.timeZone;
  return told ?? organisation.people.get(person)?.timeZone ?? organisation.timeZone;
}

/** How their customers reach them: phone, chat, email …; `none`: the file does not say. */
export const channelOf = (organisation: Organisation, person: PersonId): string =>
  organisation.people.get(person)?.channel ?? "none";

/** The country whose numbers they call; "" where nothing is known. */
export const countryFor = (organisation: Organisation, person: PersonId): string =>
  countryOf(zoneOf(organisation, person), organisation.country);
