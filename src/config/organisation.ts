import { createHash } from "node:crypto";
import { linesIn } from "../kernel/help-lines.ts";
import { readOutward } from "./outward.ts";
import { readPeople, somebody } from "./people.ts";
import type { Problem } from "./problems.ts";
import { readRoster } from "./roster.ts";
import { type Reading, readingOf } from "./section.ts";
import * as is from "./fields.ts";
import * as shape from "./shape.ts";
import type { ReadFile } from "./settings.ts";
import { readTeamEntries } from "./team.ts";
import type {
  Email,
  EmergencyNumbers,
  OrganisationFile,
  PersonEntry,
  TeamEntry,
  Wellbeing,
} from "./types.ts";
import { warnAbout } from "./warn-about.ts";
import { readYaml } from "./yaml.ts";

export interface Source {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
  /** When it came to its place, in milliseconds, or 0. */
  readonly version: number;
}

/** The smallest file that works; remedies show it. */
export const smallestFile = `organisation: { id: acme, name: Acme Support, time_zone: Europe/London, country: GB }
teams:
  Billing: { supervisors: [sam@example.com], agents: [ana@example.com] }`;

/** How a file is read. */
export interface ReadAs {
  readonly idRequired: boolean;
  /** It may have no teams yet: set-up in chat begins with none. */
  readonly mayBeEmpty?: boolean;
  /**
   * Reads the secrets that it names. Absent: it was made in chat, which must not name files of this
   * machine, and speaks to no other system.
   */
  readonly readFile?: ReadFile;
}

/**
 * Reads one organisation's file. The organisation is there only when nothing in the file is wrong.
 */
export function readOrganisation(
  source: Source,
  as: ReadAs,
): { organisation?: OrganisationFile; problems: Problem[]; warnings: Problem[] } {
  const yaml = readYaml(source.text);
  const faults = yaml.faults.map(({ line, what, remedy }) => ({
    where: `${source.path}:${line}`,
    what,
    remedy,
  }));
  if (faults.length > 0) return { problems: faults, warnings: [] };
  const reading = readingOf(source.path, yaml);
  const organisation = readSections(reading, source, yaml.value, as);
  return {
    ...(reading.problems.length === 0 && organisation !== undefined ? { organisation } : {}),
    problems: reading.problems,
    warnings: reading.warnings,
  };
}

function readSections(
  reading: Reading,
  source: Source,
  value: unknown,
  { idRequired, mayBeEmpty, readFile }: ReadAs,
): OrganisationFile | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    reading.problem(
      [],
      value === null ? "the file is empty" : "the file is not a group of settings",
      `The smallest file is:\n${smallestFile}`,
    );
    return undefined;
  }
  reading.section(shape.file, value, []);
  // A heading whose entries are all commented out is an empty section, not a fault.
  const sections = value as Readonly<Record<string, unknown>>;
  const own = (name: string) => (Object.hasOwn(sections, name) ? (sections[name] ?? {}) : {});
  const about = reading.section(shape.organisation, own("organisation"), ["organisation"]);
  const workspaces = reading.section(shape.workspaces, own("workspaces"), ["workspaces"]);
  const listed = readPeople(reading, reading.section(shape.named, own("people"), ["people"]) ?? {});
  const wellbeing = readWellbeing(reading, own("wellbeing"));
  const roles = reading.section(shape.roles, own("roles"), ["roles"]);
  const { heads = [], editors = [], admins = [] } = roles ?? {};
  const outward =
    Object.hasOwn(sections, "outward") && readFile !== undefined
      ? readOutward(reading, own("outward"), readFile)
      : undefined;
  const named = reading.section(shape.named, own("teams"), ["teams"]);
  if (!mayBeEmpty && named !== undefined && Object.keys(named).length === 0) {
    reading.problem(
      Object.hasOwn(sections, "teams") ? ["teams"] : [],
      "there are no teams",
      `The smallest file is:\n${smallestFile}`,
    );
  }
  const teams = readTeamEntries(reading, named ?? {});
  if (about === undefined) return undefined;
  if (idRequired && about.id === undefined)
    reading.problem(
      ["organisation"],
      "has no id",
      "Add id: acme. It is required with DATABASE_URL, and never changes.",
    );
  const id = about.id ?? "default";
  const scheduled = teams.some((team) => team.hours !== undefined);
  if (about.time_zone === undefined && scheduled) {
    reading.problem(
      ["organisation"],
      "has no time_zone, and a team has hours",
      "Add time_zone: Europe/London, or where you are.",
    );
  }
  checkHelpers(reading, about.country, wellbeing, teams);
  warnAbout(reading, about, teams);
  return {
    id,
    name: about.name ?? somebody(`${id}@`).name,
    timeZone: about.time_zone ?? "UTC",
    locale: about.locale ?? "en",
    ...(about.country === undefined ? {} : { country: about.country }),
    ...(about.duty_phone === undefined ? {} : { dutyPhone: about.duty_phone }),
    emergencyNumbers: readNumbers(reading, about.emergency_numbers ?? {}),
    workspaces: { slack: workspaces?.slack ?? [], teams: workspaces?.teams ?? [] },
    people: everybody(listed, teams, wellbeing, [...heads, ...editors, ...admins]),
    teams,
    wellbeing,
    heads,
    editors,
    admins,
    ...(outward === undefined ? {} : { outward }),
    roster: readRoster(reading, sections["roster"], source.path, about.time_zone),
    path: source.path,
    text: source.text,
    hash: createHash("sha256").update(source.text).digest("hex"),
    version: source.version,
  };
}

function readNumbers(
  reading: Reading,
  written: Readonly<Record<string, unknown>>,
): EmergencyNumbers {
  const numbers: Record<string, string> = {};
  for (const [key, value] of Object.entries(written)) {
    const at = ["organisation", "emergency_numbers", key];
    const country = reading.section(is.country, key, at);
    const number = reading.section(is.telephone, value, at);
    if (country !== undefined && number !== undefined) numbers[country] = number;
  }
  return numbers;
}

function readWellbeing(reading: Reading, written: unknown): Wellbeing {
  const read = reading.section(shape.wellbeing, written, ["wellbeing"]);
  const employeeAssistance = read?.employee_assistance;
  return {
    leads: read?.leads ?? [],
    contacts: read?.contacts ?? [],
    ...(employeeAssistance === undefined ? {} : { employeeAssistance }),
  };
}

/** Nobody is asked how they are before there is somebody to turn to (docs/features.md K4). */
function checkHelpers(
  reading: Reading,
  country: string | undefined,
  wellbeing: Wellbeing,
  teams: readonly TeamEntry[],
): void {
  for (const { name } of teams.filter((team) => team.checkIns.length > 0)) {
    const at = ["teams", name, "check_ins"];
    if (wellbeing.contacts.length < 2)
      reading.problem(
        at,
        `asks people how they are, and wellbeing names ${wellbeing.contacts.length === 0 ? "nobody" : "one person only"} to turn to`,
        "Add two: wellbeing: { contacts: [somebody@example.com, another@example.com] }.",
      );
    if (country === undefined)
      reading.problem(
        at,
        "asks people how they are, and no help lines can be shown",
        "Add country: GB to organisation, or where you are.",
      );
    else if (linesIn(country).length === 0 && wellbeing.employeeAssistance === undefined)
      reading.problem(
        at,
        `asks people how they are, and Handrail knows no help line in ${country}`,
        'Add the company\'s own line: wellbeing: { employee_assistance: "…" }.',
      );
  }
}

/** Everybody mentioned anywhere: a person named only in a step is known as well. */
function everybody(
  listed: ReadonlyMap<Email, PersonEntry>,
  teams: readonly TeamEntry[],
  wellbeing: Wellbeing,
  named: readonly Email[],
): PersonEntry[] {
  const people = new Map(listed);
  const steps = teams.flatMap(({ policies }) =>
    Object.values(policies).flatMap((policy) => policy.steps),
  );
  const asked = steps.flatMap(({ notify }) => (typeof notify === "string" ? [] : notify));
  for (const address of [
    ...teams.flatMap(({ agents, supervisors }) => [...agents, ...supervisors]),
    ...asked,
    ...teams.flatMap(({ breaks }) => breaks.realTimeDesk ?? []),
    ...wellbeing.leads,
    ...wellbeing.contacts,
    ...named,
  ]) {
    if (!people.has(address)) people.set(address, somebody(address));
  }
  return [...people.values()].toSorted((a, b) => (a.email < b.email ? -1 : 1));
}
