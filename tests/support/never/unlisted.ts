import type { OrganisationFile } from "../../../src/config.ts";
import type { Person } from "../../../src/runtime/directory/organisation.ts";
import { audiences, isSelf, type Known } from "../../../src/mydata/audiences.ts";
import type { Row } from "../../../src/mydata/row.ts";
import { table } from "../../../src/mydata/table.ts";
import { type House, valueOf } from "./house.ts";
import type { Seen, Told, Where, Who } from "./record.ts";
import { placesOfNames } from "./sentences.ts";

/*
 * What *What others see of me* does not list: a line that names somebody, with no row that has this
 * sentence, this place and this reader.
 */

const places: Readonly<Record<Where, Row["where"][number]>> = {
  message: "message",
  "lock screen": "notification",
  home: "home",
  dialog: "dialog",
};

export function unlisted(seen: Seen, { files }: Told, house: House): string[] {
  if (!house.names.has(seen.reader)) return [];
  // What a menu of people offers is a bare name, which a sentence of nothing but a name is too.
  const options = new Set(
    seen.where !== "home" && seen.form ? [...house.names.values()].flat() : [],
  );
  return seen.lines.flatMap((line) => {
    if (options.has(line)) return [];
    const named = house.namedIn(line, seen.reader);
    const keys = named.length === 0 ? [] : house.read(valueOf(line, house));
    const found = placesOfNames.filter((place) => keys.some((key) => isOf(place, key)));
    // A name alone in a form is a choice of its menu.
    const isChoice =
      seen.where === "dialog" &&
      seen.form !== "" &&
      [...house.names.values()].some((names) => names.includes(line));
    if (found.length === 0 || isChoice) return [];
    const rows = table.filter(
      ({ names, where }) =>
        where.includes(places[seen.where]) && found.some((place) => names?.test(place) === true),
    );
    const strange = named.filter(
      (who) => !rows.some((row) => mayRead(row, seen.reader, who, files)),
    );
    return strange.length === 0
      ? []
      : [`${seen.reader}, ${seen.where}: not in what others see of ${strange.join()}: ${line}`];
  });
}

const isOf = (place: string, key: string): boolean =>
  place.startsWith(`${key}.`) && !place.slice(key.length + 1).includes(".");

/** By a file that was in force. */
const mayRead = (row: Row, reader: Who, who: Who, files: readonly OrganisationFile[]): boolean =>
  files.map(knownOf).some((known) => {
    const me = known.people.get(who);
    return (
      me !== undefined &&
      isSelf(known, me, row.self) &&
      audiences[row.to](known, me).some(({ id }) => id === reader)
    );
  });

const known = new WeakMap<OrganisationFile, Known>();

/** A file as the directory would hold it, with addresses for ids. */
function knownOf(file: OrganisationFile): Known {
  const made = known.get(file) ?? make(file);
  known.set(file, made);
  return made;
}

function make({ people, teams, wellbeing, heads, admins }: OrganisationFile): Known {
  const all = people.map(({ email, name }): Person => ({
    ...{ id: email, email, name, named: true, shortName: name, remote: false, languages: [] },
    listed: true,
    agentOf: teams.filter(({ agents }) => agents.includes(email)).map((team) => team.name),
    supervises: teams
      .filter(({ supervisors }) => supervisors.includes(email))
      .map((team) => team.name),
  }));
  return {
    admins,
    people: new Map(all.map((one) => [one.id, one])),
    supervisors: all.filter(({ supervises }) => supervises.length > 0).map(({ id }) => id),
    teams: new Map(
      teams.map(({ name, policies, breaks }) => [
        name,
        {
          name,
          listed: true,
          settings: { escalation: policies, breaks, support: { ...wellbeing, heads, admins } },
        },
      ]),
    ),
  };
}
