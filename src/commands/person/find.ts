import { Misfit } from "../../runtime/database/misfit.ts";
import type { Organisation, Person } from "../../runtime/directory/directory.ts";

/** Whom an operator names, and where. */
export interface Named {
  readonly who: string;
  readonly organisation: string | undefined;
}
export interface Found {
  readonly organisation: Organisation;
  readonly person: Person;
}

/**
 * The one person who is meant, leavers included: by address, by account, or by id.
 * @throws {Misfit} nobody, or several, who are listed with their ids
 */
export function findPerson(all: readonly Organisation[], { who, organisation }: Named): Found {
  const wanted = who.trim().toLowerCase();
  const places = all.filter(({ id }) => organisation === undefined || id === organisation);
  if (places.length === 0)
    throw new Misfit(
      "--organisation",
      organisation === undefined ? "none is here yet" : `${organisation} is not known`,
      all.length === 0
        ? "Start Handrail once with your organisation's file."
        : `Known: ${all.map(({ id }) => id).join(", ")}.`,
    );
  const found = places.flatMap((place) =>
    [...place.people.values()]
      .filter((person) => isNamed(place, person, wanted))
      .map((person) => ({ organisation: place, person })),
  );
  const [first, ...more] = found;
  if (first === undefined)
    throw new Misfit(
      "WHO",
      `nobody is known as ${who}`,
      "Name an address, an account's id (U… on Slack, the object id in Teams), or a person's id.",
    );
  if (more.length > 0)
    throw new Misfit(
      "WHO",
      `${who} is ${found.length} people: ${found.map(describe).join("; ")}`,
      "Name one of these ids.",
    );
  return first;
}

const isNamed = ({ accountsOf }: Organisation, person: Person, wanted: string): boolean =>
  person.id === wanted ||
  person.email?.toLowerCase() === wanted ||
  (accountsOf.get(person.id) ?? []).some(({ account }) => account.toLowerCase() === wanted);

const describe = ({ organisation, person: { id, name, listed } }: Found): string =>
  `${id} (${name}, ${organisation.id}${listed ? "" : ", has left"})`;
