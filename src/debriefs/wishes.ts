import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Note, Shell } from "../runtime/feature.ts";

/**
 * What somebody wishes of debriefs: their own, sealed, and read by nobody else (docs/features.md
 * D3, P7).
 */
export interface Wishes {
  /** May be asked to listen. */
  readonly willing: boolean;
  /** *Not today*: until their next midnight. */
  readonly pausedUntil?: Instant;
  /** Takes part in the regular rounds (docs/features.md D5). */
  readonly rounds: boolean;
  readonly never: readonly PersonId[];
  readonly favourites: readonly PersonId[];
  /**
   * What is kept does not open. Whom they never meet is unknown then, so they are matched with
   * nobody until they say it again.
   */
  readonly lost?: true;
}

export const noWishes: Wishes = { willing: false, rounds: false, never: [], favourites: [] };
const lostWishes: Wishes = { ...noWishes, lost: true };

const placeOf = (shell: Shell, person: PersonId) =>
  `${shell.organisation.id}/debrief_wishes/${person}`;

export const sealWishes = (shell: Shell, person: PersonId, wishes: Wishes): Promise<string> =>
  shell.vault.seal(placeOf(shell, person), JSON.stringify(wishes));

async function open(shell: Shell, person: PersonId, sealed: string): Promise<Wishes> {
  const text = await shell.vault.open(placeOf(shell, person), sealed);
  return text === undefined ? lostWishes : (JSON.parse(text) as Wishes);
}

export const readWishes = async (tx: Tx, shell: Shell, person: PersonId): Promise<Wishes> =>
  openWishes(shell, person, await readSealedWishes(tx, person));

/** @param sealed as it was read; somebody who has none wishes nothing */
export const openWishes = async (
  shell: Shell,
  person: PersonId,
  sealed: string | undefined,
): Promise<Wishes> => (sealed === undefined ? noWishes : open(shell, person, sealed));

export async function readSealedWishes(tx: Tx, person: PersonId): Promise<string | undefined> {
  const row = await tx
    .selectFrom("debrief_wishes")
    .select("wishes")
    .where("person", "=", person)
    .executeTakeFirst();
  return row?.wishes;
}

/** Everybody's, for the matching alone. */
export async function readAllWishes(tx: Tx, shell: Shell): Promise<ReadonlyMap<PersonId, Wishes>> {
  const rows = await tx.selectFrom("debrief_wishes").select(["person", "wishes"]).execute();
  return new Map(
    await Promise.all(
      rows.map(async (row) => [row.person, await open(shell, row.person, row.wishes)] as const),
    ),
  );
}

/**
 * The form's values, which are ids and codes: people who are not of this organisation are nobody.
 */
export function changedBy(
  wishes: Wishes,
  note: Note,
  known: { has(person: PersonId): boolean },
  self: PersonId,
  endsAt: Instant,
): Wishes {
  const person = (field: string) => {
    const id = note[field] ?? "";
    return id !== self && known.has(id) ? id : undefined;
  };
  const listed = (
    list: readonly PersonId[],
    add: PersonId | undefined,
    remove: PersonId | undefined,
  ) =>
    [...list, ...(add === undefined || list.includes(add) ? [] : [add])].filter(
      (id) => id !== remove,
    );
  const { pausedUntil, lost: _, ...kept } = wishes;
  const [never, favourite] = [person("never"), person("favourite")];
  const paused =
    note["today"] === "paused" ? endsAt : note["today"] === "open" ? undefined : pausedUntil;
  return {
    ...kept,
    ...(paused === undefined ? {} : { pausedUntil: paused }),
    ...(note["willing"] === undefined ? {} : { willing: note["willing"] === "yes" }),
    ...(note["rounds"] === undefined ? {} : { rounds: note["rounds"] === "yes" }),
    // A person who is put on one list leaves the other.
    never: listed(wishes.never, never, person("neverOff") ?? favourite).filter(
      (id) => id !== person("neverOff"),
    ),
    favourites: listed(wishes.favourites, favourite, person("favouriteOff") ?? never).filter(
      (id) => id !== person("favouriteOff"),
    ),
  };
}
