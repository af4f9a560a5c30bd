import { type Line, msg, people, telephone } from "../platform/text.ts";
import type { Shell } from "../runtime/feature.ts";

/** As `setup` writes it into each team's settings, from the file's `wellbeing`. */
interface Support {
  readonly contacts: readonly string[];
  readonly employeeAssistance?: string;
}

function supportOf(shell: Shell): Support {
  for (const team of shell.organisation.teams.values()) {
    const support = team.settings["support"] as Support | undefined;
    if (team.listed && support !== undefined) return support;
  }
  return { contacts: [] };
}

/** The employee assistance number, where the organisation has one. */
export function assistance(shell: Shell): Line[] {
  const { employeeAssistance: number } = supportOf(shell);
  return number === undefined ? [] : [msg("debrief.assistance", { number: telephone(number) })];
}

/**
 * *Stop and link*: who to call. Immediate danger first, then a line, then the employer's help, then
 * a person (docs/features.md K4).
 */
export function links(shell: Shell): Line[] {
  const { contacts } = supportOf(shell);
  return [
    msg("debrief.stopDanger"),
    msg("debrief.stopLine"),
    ...assistance(shell),
    ...(contacts.length === 0 ? [] : [msg("debrief.stopPeople", { people: people(contacts) })]),
  ];
}
