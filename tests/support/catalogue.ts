import { IntlMessageFormat } from "intl-messageformat";

/*
 * What can be wrong with the catalogues of sentences, as pure functions, so that the test can show each a wrong one.
 * Every problem starts with its key.
 */

type Catalogue = Readonly<Record<string, string>>;
type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

/** Keys and placeholders that a language has and English has not, or the other way round. */
export function differences(english: Catalogue, other: Catalogue, language: string): string[] {
  return [...new Set([...Object.keys(english), ...Object.keys(other)])].flatMap((key) => {
    const [wanted, found] = [english[key], other[key]];
    if (wanted === undefined) return [`${key}: not in English`];
    if (found === undefined) return [`${key}: missing in ${language}`];
    const [a, b] = [read(wanted, "en"), read(found, language)];
    if (typeof a === "string") return [`${key}: ${a} in English`];
    if (typeof b === "string") return [`${key}: ${b} in ${language}`];
    return a.join() === b.join()
      ? []
      : [`${key}: {${a.join(", ")}} in English, {${b.join(", ")}} in ${language}`];
  });
}

/** A message's placeholders, or in one word why it does not parse. */
function read(message: string, language: string): string[] | string {
  try {
    return placeholders(message, language);
  } catch (fault) {
    return fault instanceof SyntaxError ? fault.message : String(fault);
  }
}

/**
 * The names that a message asks for, sorted; a `select` with its options, because they are data (plurals differ by language).
 * @throws {SyntaxError} when the message is not ICU syntax.
 */
export function placeholders(message: string, language: string): string[] {
  const names = new Set<string>();
  const visit = (element: Element): void => {
    // 0 literal, 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural, 7 the plural's own #, 8 a tag.
    if (element.type === 0 || element.type === 7) return;
    if (element.type === 8) return element.children.forEach(visit);
    const options = element.type === 5 || element.type === 6 ? element.options : {};
    names.add(
      element.type === 5
        ? `${element.value}: ${Object.keys(options).toSorted().join("|")}`
        : element.value,
    );
    for (const option of Object.values(options)) option.value.forEach(visit);
  };
  new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst().forEach(visit);
  return [...names].toSorted();
}

/** Keys that no source names, as `"key"` or through a template such as `level.${level}`. */
export function deadKeys(keys: readonly string[], sources: Iterable<string>): string[] {
  const text = [...sources].join("\n");
  const quoted = new Set(
    [...text.matchAll(/["'`]([\w-]+(?:\.[\w-]+)+)["'`]/g)].map((match) => match[1]),
  );
  // Only templates that begin with a catalogue's folder (`level.`) count: `${a}.${b}` would excuse every key.
  const templates = [...text.matchAll(/`([\w-]+\.(?:[\w.-]|\$\{[^{}`]*\})*)`/g)]
    .filter((match) => match[1]?.includes("${"))
    .map(
      (match) =>
        new RegExp(
          `^${(match[1] ?? "").replaceAll(".", "\\.").replaceAll(/\$\{[^}]*\}/g, "[\\w-]+")}$`,
        ),
    );
  return keys.filter(
    (key) => !quoted.has(key) && !templates.some((template) => template.test(key)),
  );
}

/** Words that English sentences never use: they judge, diagnose, or promise too much. */
export const banned: readonly RegExp[] = [
  /\balerts?\b/i,
  /\bincidents?\b/i,
  /\btickets?\b/i,
  /\bbudd(?:y|ies)\b/i,
  /\bcounsell?ors?\b/i,
  /\banonymous(?:ly)?\b/i,
  /\bmust\b/i,
  /\bshould(?:n['’]t)?\b/i,
  /\bcompliance\b/i,
  /\bresilien(?:ce|t)\b/i,
  /\bvictims?\b/i,
  /\bsnowflakes?\b/i,
  /\bdifficult (?:person|people|customers?|callers?)\b/i,
  /\bburn(?:ed|t)[ -]out\b/i,
  /\bdepressed\b/i,
  /\btraumati[sz]ed\b/i,
  /\bcommit(?:s|ted)? suicide\b/i,
  /\b(?:failed|successful) attempt\b/i,
  /\bhere for you\b/i,
  /\boops\b/i,
];

/** No language cheers. */
export const cheering: readonly RegExp[] = [/[!¡]/];

/** Spain's "you" for several people, which Latin America does not use. */
export const secondPlural: readonly RegExp[] = [
  /(?<!\p{L})(?:os|vosotr[oa]s|vuestr[oa]s?|sois|vais)(?!\p{L})/iu,
  /\p{L}+(?:áis|éis|steis)(?!\p{L})/iu,
];

/** Sentences with a word that is not ours. `allowed` names keys that may, each with its reason. */
export function bannedWords(
  catalogue: Catalogue,
  words: readonly RegExp[],
  allowed: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(catalogue).flatMap(([key, message]) => {
    const found = words.flatMap((word) => word.exec(message)?.[0] ?? []);
    if (found.length > 0) return key in allowed ? [] : [`${key}: "${found.join('", "')}"`];
    return key in allowed ? [`${key}: needs no exception`] : [];
  });
}

/** A length that a platform cuts or refuses beyond. */
export interface Limit {
  readonly keys: RegExp;
  readonly most: number;
}

/** Sentences longer than the place they are for, in UTF-16 units as Slack and Teams count. */
export function tooLong(catalogue: Catalogue, limits: readonly Limit[]): string[] {
  return Object.entries(catalogue).flatMap(([key, message]) =>
    limits
      .filter(({ keys, most }) => keys.test(key) && message.length > most)
      .map(({ most }) => `${key}: ${message.length} characters, at most ${most}`),
  );
}
