import type { PersonId } from "../kernel/ids.ts";
import type { Shell } from "../runtime/feature.ts";

/** The time zone that somebody lives by. */
export const zoneOf = (shell: Shell, person: PersonId): string =>
  shell.organisation.people.get(person)?.timeZone ?? shell.organisation.timeZone;
