import { type Rows, all, at, json } from "./meaning.ts";
import type { OwnRow } from "./rows.ts";
import type { Change, Session } from "./session.ts";

/* A table with one row for each person, as breaks, debriefs and check-ins have. */

type Name = Change["table"];

/** Locked where it is there; what stands for nobody's row is `nothing`. */
export const loadOwn =
  (table: Name, nothing?: (person: string) => object) =>
  async (session: Session, text: string, values: readonly unknown[]): Promise<Rows> => {
    const person = String(at(text, values, /person = \$(\d+)::uuid for update/));
    return loadKey(session, table, person, nothing);
  };

export async function loadKey(
  session: Session,
  table: Name,
  key: string,
  nothing?: (person: string) => object,
): Promise<Rows> {
  const revision = all(session, "organisations")[0]?.["revision"];
  const found =
    session.shelf[table].get(session, key) === undefined
      ? undefined
      : await session.shelf[table].lock(session, key);
  const state = found?.state ?? nothing?.(key) ?? null;
  return [
    { state, version: found?.version ?? (state === null ? null : 0), now: session.now(), revision },
  ];
}

/** @param checks whether a row of another version stays as it is, which the store then notices */
export async function saveOwn(
  session: Session,
  table: Name,
  row: OwnRow,
  checks: boolean,
): Promise<Rows> {
  const key = table === "rounds" ? "one" : row.person;
  const before = await session.shelf[table].lock(session, key);
  if (checks && before !== undefined && before.version !== row.version - 1) return [];
  session.shelf[table].set(session, key, row as never);
  session.changes.push({ table, before, after: row });
  return [{}];
}

/** person, version, status, … state last of all. */
export const saver =
  (table: Name, checks: boolean) =>
  (
    session: Session,
    _: string,
    [person, version, status, ...rest]: readonly unknown[],
  ): Promise<Rows> =>
    saveOwn(
      session,
      table,
      {
        person: String(person),
        version: Number(version),
        status: String(status),
        state: json(rest.at(-1)),
      },
      checks,
    );

/** Live ones whose feature has no timer for them. */
export const forgottenOf =
  (table: Name, feature: string, isLive: (row: OwnRow) => boolean) =>
  (session: Session): Rows => {
    const looked = new Set(
      all(session, "timers")
        .filter((t) => t.feature === feature)
        .map((t) => t.subject),
    );
    return all(session, table).filter((row) => isLive(row) && !looked.has(row.person));
  };
