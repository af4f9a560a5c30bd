import { languageOf } from "../platform/locale.ts";
import type { Reading } from "./section.ts";
import type { TeamEntry } from "./types.ts";

/** What does not stop a start, and is better known before the first call. */
export function warnAbout(
  reading: Reading,
  about: { time_zone?: string; country?: string; locale?: string },
  teams: readonly TeamEntry[],
): void {
  const at = ["organisation"];
  if (about.time_zone === undefined)
    reading.warn(
      at,
      "has no time_zone, so times are in UTC",
      "Add time_zone: Europe/London, or where you are.",
    );
  if (about.country === undefined)
    reading.warn(
      at,
      "has no country, so no local help lines and emergency number can be shown",
      "Add country: GB, or where you are.",
    );
  if (about.locale !== undefined && languageOf(about.locale) !== about.locale.split("-")[0]) {
    reading.warn(
      [...at, "locale"],
      `Handrail does not speak ${about.locale} yet; people read English`,
      "Write en, or translate it: src/locales.",
    );
  }
  const always = teams.filter((team) => team.hours === undefined).map(({ name }) => name);
  if (always.length > 0) {
    // Without `hours` everybody is always on shift, and the start says so.
    reading.warn(
      ["teams"],
      `have no hours, so everybody of them is always on shift: ${always.join(", ")}`,
      'Add hours: "Mon-Fri 08:00-20:00" where that is not so.',
    );
  }
}
