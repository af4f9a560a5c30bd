import type { PersonId } from "../../kernel/ids.ts";

type People = readonly PersonId[];

export const withOne = (list: People, id: PersonId): People =>
  list.includes(id) ? list : [...list, id];
export const withAll = (list: People, ids: People): People => ids.reduce(withOne, list);
export const without = (list: People, id: PersonId | undefined): People =>
  list.filter((one) => one !== id);
export const withoutAll = (list: People, ids: People): People =>
  list.filter((one) => !ids.includes(one));
/** A holder who takes it again is the last one who had it. */
export const withLast = (list: People, id: PersonId): People => [...without(list, id), id];

type Pages = Readonly<Record<PersonId, string>>;

/** The people who were sent a page on this occasion. */
export const withPages = (pages: Pages, people: People, occasion: string): Pages => ({
  ...pages,
  ...Object.fromEntries(people.map((id) => [id, occasion])),
});
