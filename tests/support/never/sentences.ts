import { IntlMessageFormat } from "intl-messageformat";
import { catalogues, type MessageKey } from "../../../src/locales/index.ts";

/*
 * Reads a line back into the sentence it was made from. Everything that people read comes from the catalogue, so a line
 * that names somebody and is no sentence of it was made past it: that alone is worth an error.
 */

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];
type Language = keyof typeof catalogues;

/** Places in a sentence where one person's name is put; `people` takes several. */
export const oneName: ReadonlySet<string> = new Set([
  "person",
  "partner",
  "holder",
  "by",
  "caller",
  "to",
  "agent",
]);

const messages: readonly { readonly key: MessageKey; readonly ast: readonly Element[] }[] =
  Object.keys(catalogues).flatMap((language) =>
    Object.entries(catalogues[language as Language]).map(([key, text]) => ({
      key: key as MessageKey,
      ast: new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst(),
    })),
  );

/** The text of a sentence that nothing is put into. */
const wholeOf = (ast: readonly Element[]): string | undefined =>
  ast.every((element) => element.type === 0) ? ast.map(({ value }) => value).join("") : undefined;

/** Those sentences, by their text: most are, and a line is looked up in no time. */
const wholes: ReadonlyMap<string | undefined, typeof messages> = Map.groupBy(messages, ({ ast }) =>
  wholeOf(ast),
);

/** Every place in a sentence where a name is put: `board.held.holder`. */
export const placesOfNames: readonly string[] = [
  ...new Set(
    messages.flatMap(({ key, ast }) =>
      placesOf(ast)
        .filter((place) => oneName.has(place) || place === "people")
        .map((place) => `${key}.${place}`),
    ),
  ),
];

/** Every sentence that can name somebody. */
export const naming: readonly MessageKey[] = [
  ...new Set(
    messages
      .filter(({ ast }) => placesOf(ast).some((place) => oneName.has(place) || place === "people"))
      .map(({ key }) => key),
  ),
];

/** The arguments that text is put into; numbers are none. */
function placesOf(ast: readonly Element[]): string[] {
  return ast.flatMap((element) => {
    if (element.type === 1) return [element.value];
    if (element.type === 5 || element.type === 6)
      return Object.values(element.options).flatMap((option) => placesOf(option.value));
    return element.type === 8 ? placesOf(element.children) : [];
  });
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
const oneOf = (texts: readonly string[]): string =>
  `(?:${texts
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join("|")})`;

type Reading = (line: string) => readonly MessageKey[];
/** Made once for a house: it is a thousand patterns, and every story of a file is walked with the same. */
const made = new Map<string, Reading>();

/** Reads lines, for those people and teams: a name's place takes a name and nothing else. */
export function reading(names: readonly string[], teams: readonly string[]): Reading {
  const house = JSON.stringify([names, teams]);
  const read = made.get(house) ?? makeReading(names, teams);
  made.set(house, read);
  return read;
}

function makeReading(names: readonly string[], teams: readonly string[]): Reading {
  const name = oneOf([...names, "—"]);
  const team = oneOf([...teams, "—"]);
  const listOf = (one: string) => String.raw`${one}(?:(?:, and |, | and | y | e )${one})*`;
  const place = (argument: string): string => {
    if (oneName.has(argument)) return name;
    // More than four are counted, not named.
    if (argument === "people") return String.raw`(?:${listOf(name)}|\d+ (?:people|personas))`;
    if (argument === "team" || argument === "teams") return `(?:${listOf(team)})`;
    return argument === "time" ? String.raw`\d{1,2}:\d\d(?::\d\d)?` : ".*?";
  };
  // 0 literal, 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural, 7 the plural's own #, 8 a tag.
  const pattern = (element: Element): string => {
    if (element.type === 0) return escaped(element.value);
    if (element.type === 2 || element.type === 7) return String.raw`[\d.,\u00a0\u202f]+`;
    if (element.type === 5 || element.type === 6)
      return oneOfPatterns(
        Object.values(element.options).map((option) => option.value.map(pattern).join("")),
      );
    return element.type === 8 ? element.children.map(pattern).join("") : place(element.value);
  };
  const sentences = messages
    .filter(({ ast }) => wholeOf(ast) === undefined)
    .map(({ key, ast }) => ({
      key,
      line: new RegExp(`^${ast.map(pattern).join("")}$`, "u"),
      // Looked for first: most sentences are none of a line's, and a pattern costs far more.
      literals: ast.flatMap((element) => (element.type === 0 ? [element.value] : [])),
    }));
  const known = new Map<string, readonly MessageKey[]>();
  return (line) => {
    const found = known.get(line) ?? [
      ...new Set([
        ...(wholes.get(line) ?? []).map(({ key }) => key),
        ...sentences
          .filter((one) => one.literals.every((text) => line.includes(text)) && one.line.test(line))
          .map(({ key }) => key),
      ]),
    ];
    known.set(line, found);
    return found;
  };
}

const oneOfPatterns = (patterns: readonly string[]): string => `(?:${patterns.join("|")})`;

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Every word that is the house's own, in any language: nobody's secret is told by it. */
export const ownWords: ReadonlySet<string> = new Set(
  Object.values(catalogues).flatMap((catalogue) =>
    Object.values<string>(catalogue).flatMap(wordsOf),
  ),
);
