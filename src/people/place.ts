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

/**
 * Opens a call to them in Teams, in Microsoft's public cloud (docs/platforms.md T38). Its users are
 * named by their sign-in name, which is their e-mail there as a rule.
 * @returns undefined: they are not in Teams, or the file has no address of theirs
 */
export function callLinkOf(organisation: Organisation, person: PersonId): string | undefined {
  const { email } = organisation.people.get(person) ?? {};
  const accounts = organisation.accountsOf.get(person) ?? [];
  return email !== undefined && accounts.some((one) => one.platform === "teams" && one.open)
    ? `https://teams.microsoft.com/l/call/0/0?users=${encodeURIComponent(email)}`
    : undefined;
}

/**
 * What dials their extension, for who cannot call them in Teams (docs/features.md E10).
 * @returns undefined: they are in Teams, or their extension is not made of figures
 */
export function dialFor(organisation: Organisation, person: PersonId): string | undefined {
  if (callLinkOf(organisation, person) !== undefined) return undefined;
  const figures = organisation.people.get(person)?.extension?.replaceAll(/[\s().-]/g, "") ?? "";
  return /^\+?\d{2,15}$/.test(figures) ? figures : undefined;
}

/** The country whose numbers they call; "" where nothing is known. */
export const countryFor = (organisation: Organisation, person: PersonId): string =>
  countryOf(zoneOf(organisation, person), organisation.country);
