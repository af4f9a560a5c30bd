import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { OrganisationFile } from "../../config/types.ts";
import type { Instant } from "../../kernel/time.ts";
import { namesOf } from "../../people/roster/gather.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";
import { readBeside } from "../../setup/roster/beside.ts";

/** So many mistakes are told one by one. */
const told = 20;

/**
 * What is wrong in the roster that a file names, line by line.
 * @param isPlayed the roster in force is known, and the week goes by it
 */
export async function checkRoster(
  file: OrganisationFile,
  now: Instant,
  isPlayed: boolean,
): Promise<Finding[]> {
  if (file.roster === undefined) return [];
  const name = basename(file.roster.file);
  const bytes = await readFile(file.roster.file).catch(() => undefined);
  if (bytes === undefined)
    return [
      wrong(name, "cannot be read", "Check its path and who may read it. Until then hours count."),
    ];
  const known = {
    names: namesOf(file.people.map((one) => ({ ...one, id: one.email, listed: true }))),
    timeZone: file.timeZone,
    teams: new Set(file.teams.map((team) => team.name.toLowerCase())),
    now,
  };
  const read = await readBeside(bytes, known, new AbortController().signal).catch(() => undefined);
  if (read === undefined)
    return [wrong(name, "could not be read to its end", "Look for a rule that never ends.")];
  const { roster, problems, given, wrong: left } = read;
  const found = problems
    .slice(0, told)
    .map(({ line, what, remedy, applied }) =>
      (roster === undefined ? wrong : note)(
        `${name}:${line}`,
        applied === true || roster === undefined ? what : `${what}; it is left out`,
        remedy,
      ),
    );
  const more = problems.length - told;
  return [
    ...(roster === undefined ? [] : [good(name, `${given - left} of ${given} shifts count`)]),
    ...found,
    ...(more > 0 ? [note(name, `and ${more} more mistakes`)] : []),
    isPlayed
      ? note(name, "the week below goes by the shifts that Handrail has read")
      : note(name, "the week below goes by the teams' hours: the shifts are in the database"),
  ];
}
