import { type Formatters, IntlMessageFormat } from "intl-messageformat";
import { catalogues, type Language, type MessageKey } from "../locales/index.ts";
import type { Tongue } from "./locale.ts";

/*
 * Sentences of the catalogue, ready to be written. Reading one costs much more than writing it:
 * each is read once.
 */

type Syntax = ReturnType<IntlMessageFormat["getAst"]>;

const messages = new Map<string, IntlMessageFormat>();
const read = new Map<string, Syntax>();

/** Only a sentence with a date in it needs to know where it is read. */
const dated: ReadonlySet<string> = new Set(
  Object.values(catalogues).flatMap((catalogue) =>
    Object.entries(catalogue).flatMap(([key, text]) =>
      /, (?:date|time)\b/.test(text) ? [key] : [],
    ),
  ),
);

/**
 * A sentence with numbers, plurals and dates as its reader writes them; dates in their own time
 * zone.
 */
export function messageFor(
  key: MessageKey,
  { language, formats }: Tongue,
  timeZone: string,
): IntlMessageFormat {
  const zone = dated.has(key) ? timeZone : undefined;
  const id = `${formats} ${zone} ${key}`;
  const known = messages.get(id);
  if (known !== undefined) return known;
  const message = new IntlMessageFormat(syntaxOf(key, language), formats, undefined, {
    formatters: formattersIn(zone),
  });
  messages.set(id, message);
  return message;
}

/** The same in every country where the language is read. */
function syntaxOf(key: MessageKey, language: Language): Syntax {
  const id = `${language} ${key}`;
  const known =
    read.get(id) ??
    new IntlMessageFormat(catalogues[language][key], language, undefined, {
      ignoreTag: true,
    }).getAst();
  read.set(id, known);
  return known;
}

/** Shared by all sentences: each would otherwise make, and keep, its own of the same. */
const formatters = new Map<string, unknown>();

function shared<T>(id: string, make: () => T): T {
  const known = (formatters.get(id) as T | undefined) ?? make();
  formatters.set(id, known);
  return known;
}

function formattersIn(timeZone: string | undefined): Formatters {
  const inZone = timeZone === undefined ? {} : { timeZone };
  return {
    getNumberFormat: (locale, options) => {
      const its = options as Intl.NumberFormatOptions | undefined;
      return shared(
        `number ${String(locale)} ${JSON.stringify(its)}`,
        () => new Intl.NumberFormat(locale, its),
      );
    },
    getPluralRules: (locale, options) =>
      shared(
        `plural ${String(locale)} ${options?.type}`,
        () => new Intl.PluralRules(locale, options),
      ),
    getDateTimeFormat: (locale, options) => {
      const its = { ...options, ...inZone };
      return shared(
        `date ${String(locale)} ${JSON.stringify(its)}`,
        () => new Intl.DateTimeFormat(locale, its),
      );
    },
  };
}
