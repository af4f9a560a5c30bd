import { shortNames } from "../../../src/runtime/directory/names.ts";
import type { MessageKey } from "../../../src/locales/index.ts";
import type { Told, Who } from "./record.ts";
import { ownWords, reading, wordsOf } from "./sentences.ts";

/** The organisation as the walk needs it: what people are called, and who is what. */
export interface House {
  readonly names: ReadonlyMap<Who, readonly string[]>;
  readonly marks: ReadonlyMap<Who, readonly string[]>;
  /** Supervisors, and the real-time desk. */
  readonly readBreaks: ReadonlySet<Who>;
  readonly contacts: ReadonlySet<Who>;
  readonly words: ReadonlySet<string>;
  readonly read: (line: string) => readonly MessageKey[];
  /** Everybody but the reader whom this text names. */
  readonly namedIn: (text: string, reader: Who) => readonly Who[];
}

export function houseOf({ files }: Told): House {
  const people = files.flatMap((file) => file.people);
  const names = new Map<Who, readonly string[]>();
  for (const file of files) {
    const short = shortNames(file.people.map(({ email, name }) => ({ id: email, name })));
    for (const { email, name } of file.people)
      names.set(email, [...new Set([...(names.get(email) ?? []), name, short.get(email) ?? name])]);
  }
  const marks = new Map(
    people.map(({ email, accounts }) => [
      email,
      [email, accounts.slack, accounts.teams].filter((mark) => mark !== undefined),
    ]),
  );
  const patterns = [...names].map(
    ([who, all]) =>
      [
        who,
        new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "u"),
      ] as const,
  );
  const teams = files.flatMap((file) => file.teams);
  return {
    ...{ names, marks },
    readBreaks: new Set(
      teams.flatMap((team) => [...team.supervisors, ...(team.breaks.realTimeDesk ?? [])]),
    ),
    contacts: new Set(files.flatMap((file) => file.wellbeing.contacts)),
    words: new Set([...ownWords, ...wordsOf(JSON.stringify(files))]),
    read: reading(
      [...names.values()].flat(),
      teams.map(({ name }) => name),
    ),
    namedIn: (text, reader) =>
      patterns.filter(([who, name]) => who !== reader && name.test(text)).map(([who]) => who),
  };
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
/** Teams writes a label and its value in one line. */
export function valueOf(line: string, house: House): string {
  const [, label = "", value = ""] = /^([^:]{1,30}): (.+)$/.exec(line) ?? [];
  return house
    .read(label)
    .some((key) => /^fact\.(?:who|askedBy|team|where|extension|level|since)$/.test(key))
    ? value
    : line;
}
