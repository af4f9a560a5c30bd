import { emergencyIn, knownCountries, linesIn } from "../kernel/help-lines.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Line, literal, msg, telephone } from "../platform/text.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { countryFor } from "./place.ts";

/** Who else can be turned to. */
export interface Support {
  /** Wellbeing leads: they read team trends. */
  readonly leads: readonly PersonId[];
  /** Heads of support: they fix causes, and read the figures of all teams. */
  readonly heads: readonly PersonId[];
  /** In the order of the file. */
  readonly contacts: readonly PersonId[];
  /** They read tips before everybody does (docs/features.md A4). */
  readonly editors?: readonly PersonId[];
  readonly employeeAssistance?: string;
  /** The organisation's own, by country. */
  readonly emergencyNumbers?: Readonly<Record<string, string>>;
}

/** The organisation's, as every team's settings carry it. */
export function supportOf(organisation: Pick<Organisation, "teams">): Support {
  for (const team of organisation.teams.values()) {
    const found = team.settings["support"] as Partial<Support> | undefined;
    if (team.listed && found !== undefined) return { ...nobody, ...found };
  }
  return nobody;
}
const nobody: Support = { leads: [], heads: [], contacts: [] };

/** Whether somebody is an admin, and still in the file. */
export const isAdminOf = (
  { people, admins = [] }: Pick<Organisation, "people" | "admins">,
  person: PersonId | undefined,
): boolean =>
  person !== undefined && admins.includes(person) && people.get(person)?.listed === true;

/** Heads, wellbeing leads and admins: they look after all teams. */
export function looksAfterAll(organisation: Organisation, person: PersonId): boolean {
  const { leads, heads } = supportOf(organisation);
  return [...leads, ...heads, ...(organisation.admins ?? [])].includes(person);
}

/** The emergency number where they are: the organisation's own, else the public one. */
export const emergencyFor = (organisation: Organisation, person: PersonId): string =>
  emergencyThere(organisation, countryFor(organisation, person));

/** The emergency number of a country: the organisation's own, else the public one. */
export const emergencyThere = (organisation: Organisation, country: string): string =>
  supportOf(organisation).emergencyNumbers?.[country] ?? emergencyIn(country);

/** The countries whose emergency number is known, here or to the organisation. */
export const countriesOf = (organisation: Organisation): readonly string[] => [
  ...new Set([...knownCountries, ...Object.keys(supportOf(organisation).emergencyNumbers ?? {})]),
];

/**
 * Who helps, where this person is: immediate danger first, then a crisis line, then the company's
 * own line (docs/features.md K4).
 */
export function helpLines(organisation: Organisation, person: PersonId): Line[] {
  const emergency = literal(emergencyFor(organisation, person));
  const [line] = linesIn(countryFor(organisation, person));
  return [
    line === undefined
      ? msg("help.callAnywhere", { emergency })
      : msg("help.call", {
          emergency,
          name: literal(line.name),
          number: telephone(line.number),
        }),
    ...assistance(organisation),
  ];
}

/** The company's own line, where it has one. */
export function assistance(organisation: Organisation): Line[] {
  const { employeeAssistance: number } = supportOf(organisation);
  return number === undefined ? [] : [msg("help.callCompany", { number: telephone(number) })];
}
