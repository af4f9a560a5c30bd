import type { PersonId } from "../kernel/ids.ts";
import { type Line, literal, msg, telephone } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import type { Shell } from "../runtime/feature.ts";
import { countryOf, emergencyIn, linesIn } from "./lines.ts";
import { supportOf, zoneOf } from "./where.ts";

/**
 * Who helps: immediate danger first, then a crisis line, then the company's own line. It stands on
 * every prompt and every reply, whatever was said (docs/features.md K4).
 */
export function helpLines(shell: Shell, person: PersonId): Line[] {
  const country = countryOf(zoneOf(shell.organisation, person), shell.organisation.country);
  const { employeeAssistance } = supportOf(shell.organisation);
  const [line] = linesIn(country);
  const emergency = literal(emergencyIn(country));
  return [
    line === undefined
      ? msg("checkin.helpAnywhere", { emergency })
      : msg("checkin.help", {
          emergency,
          name: literal(line.name),
          number: telephone(line.number),
        }),
    ...(employeeAssistance === undefined
      ? []
      : [msg("checkin.helpCompany", { number: telephone(employeeAssistance) })]),
  ];
}

/** Always one tap away: somebody real, named in the organisation's file. */
export const contactMe: Button = { action: "contacts.ask", label: msg("button.contactMe") };
