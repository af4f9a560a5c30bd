import type { PersonId, TeamName } from "../kernel/ids.ts";
import { looksAfterAll, supportOf } from "../people/support.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** Whose figures somebody reads. */
export interface Readable {
  /** Those of all teams together, and of each. */
  readonly all: boolean;
  /** Those that they run; only where not all. */
  readonly teams: readonly TeamName[];
}

/** Heads, leads and admins read all teams, supervisors their own, and agents none. */
export function readableBy(organisation: Organisation, person: PersonId): Readable {
  const known = organisation.people.get(person);
  if (known?.listed !== true) return { all: false, teams: [] };
  const all = looksAfterAll(organisation, person);
  return { all, teams: all ? [] : known.supervises };
}

export const mayRead = (organisation: Organisation, person: PersonId): boolean => {
  const { all, teams } = readableBy(organisation, person);
  return all || teams.length > 0;
};

/** Heads and leads: they get the digest. */
export function readersOfAll(organisation: Organisation): readonly PersonId[] {
  const { heads, leads } = supportOf(organisation);
  return [...new Set([...heads, ...leads])].filter(
    (id) => organisation.people.get(id)?.listed === true,
  );
}

/** A program whose key may read figures, and an export. */
export const everything: Readable = { all: true, teams: [] };
