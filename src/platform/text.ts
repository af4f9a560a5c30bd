import type { Platform, PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { MessageKey } from "../locales/index.ts";

export type { MessageKey };

/**
 * A person stays an id until rendered: then a name, or a mention where that reader's platform has
 * one.
 */
export interface PersonValue {
  readonly person: PersonId;
}
/** An instant stays typed until rendered, in the reader's own time zone as a rule: `14:02`. */
export interface TimeValue {
  readonly time: Instant;
  /** With its seconds: `14:02:05`. */
  readonly exact?: true;
  /** With its date: `Wednesday 2 December at 15:00`. */
  readonly dated?: true;
  /** Of somebody else, such as a customer: IANA. Absent: the reader's own. */
  readonly zone?: string;
}
/** Several people: "Sam, Priya and Dana" in the reader's language. */
export interface PeopleValue {
  readonly people: readonly PersonId[];
}
/**
 * Where something went, as the reader sees it: `here`, `elsewhere`, `both` or `none` of a `select`.
 */
export interface RouteValue {
  readonly routes: readonly Platform[];
}
/** Times of the week: `Mon 18:00–20:00, Tue 18:00–20:00`. */
export interface SpansValue {
  readonly spans: readonly (readonly [from: Instant, to: Instant])[];
  /** IANA. */
  readonly zone: string;
}
/** Several words of the catalogue: `Danger, Abuse`. */
export interface ListValue {
  readonly list: readonly Text[];
}
/** A country by its code of ISO 3166: its name in the reader's language. */
export interface CountryValue {
  readonly country: string;
}
/**
 * Words a person typed, or a name from a file: always literal, never a live mention, link or
 * mark-up.
 */
export interface LiteralValue {
  readonly literal: string;
}

export type Value =
  | string
  | number
  | PersonValue
  | PeopleValue
  | TimeValue
  | RouteValue
  | CountryValue
  | SpansValue
  | ListValue
  | LiteralValue
  | Text;

/**
 * A sentence from the catalogue with its values; a language is chosen only when it is rendered.
 * Another value is always there: `{slash}`, which stands before a word to type where the platform
 * wants one.
 */
export interface Text {
  readonly key: MessageKey;
  readonly values?: Readonly<Record<string, Value>>;
}

/** What a line of a view may contain. */
export type Line = Text | LiteralValue;

export const msg = (key: MessageKey, values?: Readonly<Record<string, Value>>): Text =>
  values === undefined ? { key } : { key, values };
export const person = (id: PersonId): PersonValue => ({ person: id });
export const people = (ids: readonly PersonId[]): PeopleValue => ({ people: ids });
export const time = (at: Instant): TimeValue => ({ time: at });
export const exactTime = (at: Instant): TimeValue => ({ time: at, exact: true });
export const dateAndTime = (at: Instant): TimeValue => ({ time: at, dated: true });
export const timeIn = (at: Instant, zone: string): TimeValue => ({ time: at, zone });
export const country = (code: string): CountryValue => ({ country: code });
export const literal = (text: string): LiteralValue => ({ literal: text });
/** A telephone number to be read off: it never breaks in the middle. */
export const telephone = (number: string): LiteralValue =>
  literal(number.replaceAll(" ", "\u00a0"));

/** The reader: what a renderer needs to turn typed values into their words. */
export interface Reader {
  readonly platform: Platform;
  /**
   * BCP 47, as the platform tells it or their file has it, with the organisation's country where it
   * names none.
   */
  readonly locale: string;
  /** IANA. */
  readonly timeZone: string;
  /** The display name of a person, by id; `undefined` for somebody who is gone. */
  readonly nameOf: (id: PersonId) => string | undefined;
  /** A person's account where the reader is: the platform's own id. */
  readonly accountOf?: (id: PersonId) => string | undefined;
  /** A person's full name and address, for a list to choose people from. */
  readonly knownAs?: (id: PersonId) => KnownAs | undefined;
}

interface KnownAs {
  readonly name: string;
  /** Lower case; absent where nobody told it. */
  readonly email?: string;
}
