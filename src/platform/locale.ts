import { catalogues, type Language } from "../locales/index.ts";

/** In which words somebody reads, and how their dates, times, numbers and lists are written. */
export interface Tongue {
  readonly language: Language;
  /**
   * BCP 47: this language in the reader's country. A reader of French reads our English, with
   * English dates in it.
   */
  readonly formats: string;
}

const tongues = new Map<string, Tongue>();

/**
 * The language of a BCP 47 tag that a platform sent; it never throws. Each sentence asks for it, so
 * it is kept.
 */
export function tongueOf(locale: string): Tongue {
  const known = tongues.get(locale);
  if (known !== undefined) return known;
  const language = languageOf(locale);
  const tongue = { language, formats: formatsOf(language, localeOf(locale)?.region) };
  tongues.set(locale, tongue);
  return tongue;
}

/** The catalogue language nearest to a BCP 47 tag; English when there is none. */
export function languageOf(locale: string | undefined): Language {
  const base = (locale ?? "en").toLowerCase().split(/[-_]/)[0] ?? "en";
  return base in catalogues ? (base as Language) : "en";
}

const placed = new Map<string, string>();

/**
 * A language without a country is read as in this one: a plain "en" is not always that of America.
 */
export function localeIn(locale: string, country: string | undefined): string {
  if (country === undefined) return locale;
  const id = `${locale} ${country}`;
  const known = placed.get(id) ?? placedIn(locale, country);
  placed.set(id, known);
  return known;
}

function placedIn(locale: string, country: string): string {
  const read = localeOf(locale);
  return read === undefined || read.region !== undefined
    ? locale
    : new Intl.Locale(read, { region: country }).toString();
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/**
 * For a country that Unicode does not know in a language, `Intl` uses the language alone. English
 * alone is American: "June 2". Most countries, and readers of an unknown country, use "2 June"
 * (en-001, English of the world).
 */
function formatsOf(language: Language, region: string | undefined): string {
  const wanted = region === undefined ? language : `${language}-${region}`;
  return new Intl.DateTimeFormat(wanted).resolvedOptions().locale === "en" ? "en-001" : wanted;
}
