import type { OrganisationId } from "../../src/kernel/ids.ts";
import { type Instant, hours } from "../../src/kernel/time.ts";
import { replaceShifts } from "../../src/people/roster/store.ts";
import { isOnShift } from "../../src/people/usual.ts";
import { isSample } from "../people.ts";
import type { Parts } from "./as-of.ts";

/*
 * Two weeks of shifts for some people of the demo organisation, so that swaps, the end of a shift and
 * the week are seen. They are made around the hour at which somebody looks, so that they run at any
 * hour of any day. Whom a story cannot do without has none, and is always there.
 */

const aDay = hours(24);
const days = 13;
const lasts = hours(8);
/** Who works shifts, and how many hours before now each began: they end one after the other. */
const staff = {
  "ana@acme.test": 1,
  "ben@acme.test": 2,
  "sam@acme.test": 3,
  "eli@acme.test": 1,
  "jo@acme.test": 2,
} as const;

/** Two days off in seven, and never the first. */
const isFree = (day: number, index: number): boolean =>
  [3 + (index % 3), 4 + (index % 3)].includes(day % 7);

/** @returns whether any were made: those of an earlier start stay while all of them run */
export async function makeShifts(
  { db, directory }: Parts,
  id: OrganisationId,
  now: Instant,
): Promise<boolean> {
  const organisation = await directory.organisation(id);
  const people = [...organisation.people.values()].filter(({ email = "" }) => email in staff);
  const isOn = people.every((one) => isOnShift(organisation, one.id, null, now));
  const isDemo = [...organisation.teams.keys()].some(isSample);
  if (!isDemo || (isOn && organisation.roster.people.size > 0)) return false;
  const hour = Math.floor(now / hours(1)) * hours(1);
  const shifts = Object.entries(staff).flatMap(([who, began], line) =>
    Array.from({ length: days }, (_, day) => day)
      .filter((day) => !isFree(day, line))
      .map((day) => {
        const from = hour + day * aDay - hours(began);
        return { who, line, from, to: from + lasts };
      }),
  );
  const window = { from: hour - aDay, to: hour + days * aDay };
  await db.inOrganisation(id, (tx) => replaceShifts(tx, organisation, window, shifts));
  directory.forget(id);
  return true;
}
