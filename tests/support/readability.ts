import { IntlMessageFormat } from "intl-messageformat";
import { syllable } from "syllable";

/*
 * How long and how hard to read a sentence is, as pure functions. A sentence is judged as it is
 * read: with its placeholders filled, once for each plural and each select.
 */

type Catalogue = Readonly<Record<string, string>>;
type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

/** How a language's sentences are measured, and what they may be at most. */
export interface Ease {
  readonly language: string;
  /** Words on a button. */
  readonly buttonWords: number;
  readonly syllables: (word: string) => number;
  /** What is wrong with a sentence of so many words and syllables, with its figure. */
  readonly hard: (words: number, syllables: number) => string | undefined;
  /** Syllables of the longest word in a sentence that is too short for the formula. */
  readonly longest: number;
}

/** Words in a sentence. */
const mostWords = 20;

/**
 * Words that the formula needs. It was made for passages: in a sentence of five words one syllable
 * more is two grades (https://en.wikipedia.org/wiki/Flesch%E2%80%93Kincaid_readability_tests). Of a
 * shorter sentence we look at the longest word instead.
 */
const shortest = 8;

/** Flesch and Kincaid's grade of a school in the USA, at most 6: the address above. */
export const english: Ease = {
  language: "en",
  buttonWords: 3,
  syllables: syllable,
  hard: (words, syllables) => {
    const grade = 0.39 * words + 11.8 * (syllables / words) - 15.59;
    return grade > 6 ? `grade ${grade.toFixed(1)}, at most 6` : undefined;
  },
  longest: 3,
};

/**
 * Szigriszt's formula on Barrio's scale INFLESZ: 65 and more is "quite easy", for readers of 12
 * (https://legible.es/blog/perspicuidad-szigriszt-pazos/). A button has a word more than in
 * English: Spanish does not drop its articles.
 */
export const spanish: Ease = {
  language: "es",
  buttonWords: 4,
  syllables: spanishSyllables,
  hard: (words, syllables) => {
    const ease = 206.835 - 62.3 * (syllables / words) - words;
    return ease < 65 ? `INFLESZ ${ease.toFixed(0)}, at least 65` : undefined;
  },
  longest: 4,
};

/** Vowels that are said together. The u of que, qui, gue and gui is not said. */
function spanishSyllables(word: string): number {
  const said = word.toLowerCase().replaceAll(/(?<=[qg])u(?=[eiéí])/g, "");
  return said.match(/[iuüy]?[aeoáéó][iuüy]?|[íú]|[iuüy]+/g)?.length ?? 0;
}

/** What stands in for a placeholder. Everything else is a name. */
const samples: readonly [RegExp, string][] = [
  [/^(?:people|partner)$/, "Sam"],
  [/^(?:time|now|since|until|from|asked|taken|came)$/, "14:05"],
  [/^(?:number|phone|extension|emergency)$/, "5000"],
  [/^slash$/, "/"],
  [/^(?:row|words)$/, "Yes"],
];

/**
 * The texts that people can read of a message.
 * @throws {SyntaxError} when the message is not ICU syntax.
 */
export function readings(message: string, language: string): string[] {
  const all = (elements: readonly Element[]): string[] =>
    elements.reduce<string[]>(
      (before, element) => before.flatMap((text) => one(element).map((more) => text + more)),
      [""],
    );
  const one = (element: Element): string[] => {
    // 0 literal, 1 argument, 2 number, 3 date, 5 select, 6 plural, 7 the plural's own #, 8 a tag.
    if (element.type === 0) return [element.value];
    if (element.type === 5 || element.type === 6)
      return Object.values(element.options).flatMap((option) => all(option.value));
    if (element.type === 8) return all(element.children);
    if (element.type === 1)
      return [samples.find(([names]) => names.test(element.value))?.[1] ?? "Ana"];
    return element.type === 3 ? ["3 May"] : ["7"];
  };
  return all(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst());
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.?…][”»"]?)\s+/);
/** Words without their punctuation. A time, a number and a web address are one each. */
const wordsOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}/+][\p{L}\p{N}'’:/.-]*/gu) ?? []).map((word) =>
    word.replace(/[.:]+$/, ""),
  );

/** Exceptions, each with its reason. */
type Reasons = Readonly<Record<string, string>>;

const unused = (exceptions: Reasons, used: ReadonlySet<string>): string[] =>
  Object.keys(exceptions)
    .filter((name) => !used.has(name))
    .map((name) => `${name}: needs no exception`);

/**
 * Sentences that are too long or too hard, each with its key and why. `known` are long words that
 * a short sentence may have; the formula counts them like any other.
 */
export function hardToRead(catalogue: Catalogue, ease: Ease, known: Reasons): string[] {
  const used = new Set<string>();
  const syllables = (word: string): number =>
    word.includes(".") ? 1 : Math.max(1, ease.syllables(word));
  const isTooLong = (word: string): boolean => {
    if (syllables(word) <= ease.longest) return false;
    used.add(word.toLowerCase());
    return !(word.toLowerCase() in known);
  };
  const problem = (sentence: string): string | undefined => {
    const words = wordsOf(sentence);
    if (words.length > mostWords) return `${words.length} words, at most ${mostWords}`;
    const sum = words.reduce((before, word) => before + syllables(word), 0);
    if (words.length >= shortest) return ease.hard(words.length, sum);
    const long = words.filter(isTooLong);
    return long.length > 0 ? `a long word, ${long.join(", ")}` : undefined;
  };
  const found = Object.entries(catalogue).flatMap(([key, message]) =>
    readings(message, ease.language)
      .flatMap(sentencesOf)
      .flatMap((sentence) => {
        const why = problem(sentence);
        return why === undefined ? [] : [`${key}: ${why}: ${sentence}`];
      }),
  );
  return [...new Set(found), ...unused(known, used)];
}

/** Buttons with too many words. `fixed` are labels that people know by heart, each with its row. */
export function longButtons(catalogue: Catalogue, ease: Ease, fixed: Reasons): string[] {
  const used = new Set<string>();
  const found = Object.entries(catalogue)
    .filter(([key]) => /(?:^|\.)button\.|\.submit$/.test(key))
    .flatMap(([key, message]) => {
      const words = Math.max(...readings(message, ease.language).map((it) => wordsOf(it).length));
      if (words <= ease.buttonWords) return [];
      used.add(key);
      return key in fixed ? [] : [`${key}: ${words} words, at most ${ease.buttonWords}`];
    });
  return [...found, ...unused(fixed, used)];
}
