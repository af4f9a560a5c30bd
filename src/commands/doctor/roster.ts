import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { OrganisationFile } from "../../config/types.ts";
import type { Instant } from "../../kernel/time.ts";
import { namesOf } from "../../people/roster/gather.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";
import { literal, msg } from "../../platform/text.ts";
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
    return [wrong(name, msg("doctor.roster.unread"), msg("doctor.roster.unread.remedy"))];
  const known = {
    names: namesOf(file.people.map((one) => ({ ...one, id: one.email, listed: true }))),
    timeZone: file.timeZone,
    teams: new Set(file.teams.map((team) => team.name.toLowerCase())),
    now,
  };
  const read = await readBeside(bytes, known, new AbortController().signal).catch(() => undefined);
  if (read === undefined)
    return [wrong(name, msg("doctor.roster.endless"), msg("doctor.roster.endless.remedy"))];
  const { roster, problems, given, wrong: left } = read;
  const found = problems
    .slice(0, told)
    .map(({ line, what, remedy, applied }) =>
      (roster === undefined ? wrong : note)(
        `${name}:${line}`,
        applied === true || roster === undefined
          ? what
          : msg("doctor.roster.leftOut", { what: literal(what) }),
        remedy,
      ),
    );
  const more = problems.length - told;
  return [
    ...(roster === undefined
      ? []
      : [good(name, msg("doctor.roster.good", { count: given - left, all: given }))]),
    ...found,
    ...(more > 0 ? [note(name, msg("doctor.roster.more", { count: more }))] : []),
    isPlayed ? note(name, msg("doctor.roster.shifts")) : note(name, msg("doctor.roster.hours")),
  ];
}
