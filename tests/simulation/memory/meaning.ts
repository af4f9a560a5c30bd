import type { Session } from "./session.ts";

/*
 * What a statement means: recognised by a part of its text that no other has, and carried out on tables in memory. A
 * statement that is not known, or whose parameters are not where they were, is an error: whoever changes one changes its
 * meaning here, and reads why.
 */

export type Rows = readonly object[];
type Meaning = (session: Session, text: string, values: readonly unknown[]) => Promise<Rows> | Rows;
export type Meanings = readonly (readonly [part: string | RegExp, meaning: Meaning])[];

/** The value of the parameter in this place of the text: `/delivery = \$(\d+)/`. */
export function at(text: string, values: readonly unknown[], place: RegExp): unknown {
  const number = Number(place.exec(text)?.[1]);
  if (!(number >= 1 && number <= values.length))
    throw new Error(`no parameter at ${place} in:\n${text}`);
  return values[number - 1];
}
export const json = (value: unknown) => JSON.parse(String(value)) as never;
export const orNull = (value: unknown) =>
  value === null || value === undefined ? null : String(value);
export const some = <T extends object>(row: T | undefined): T[] => (row === undefined ? [] : [row]);

type Shelves = Session["shelf"];
type RowOf<Name extends keyof Shelves> = Shelves[Name] extends {
  get(...args: never): (infer Row) | undefined;
}
  ? Row
  : never;
export function all<Name extends keyof Shelves>(
  session: Session,
  table: Name,
): (RowOf<Name> & object)[] {
  return session.shelf[table].rows(session).map(([, row]) => row as RowOf<Name> & object);
}
