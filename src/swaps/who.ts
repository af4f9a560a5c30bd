import { dayOf, instantOf, todayIn } from "../kernel/days.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Shift } from "../kernel/spans.ts";
import type { Instant } from "../kernel/time.ts";
import { shiftsAhead } from "../people/roster/ahead.ts";
import { namesOf } from "../people/roster/gather.ts";
import { isAdminOf } from "../people/support.ts";
import { routesOf } from "../people/usual.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** Of the same part in a team: agents work for agents, who runs a team for who runs it. */
function colleaguesOf({ people }: Organisation, person: PersonId): PersonId[] {
  const own = people.get(person);
  if (own === undefined) return [];
  return [...people.values()]
    .filter(
      (one) =>
        one.listed &&
        one.id !== person &&
        (one.agentOf.some((team) => own.agentOf.includes(team)) ||
          one.supervises.some((team) => own.supervises.includes(team))),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id }) => id);
}

/** Those of them whom a message can reach. */
export const reachableOf = (organisation: Organisation, person: PersonId): PersonId[] =>
  colleaguesOf(organisation, person).filter((id) => routesOf(organisation, id).length > 0);

/** Whose shifts somebody may change: those of the teams that they run; an admin, those of every team. */
export function theirPeople(organisation: Organisation, by: PersonId): PersonId[] {
  const { people, teams } = organisation;
  const runs = isAdminOf(organisation, by) ? [...teams.keys()] : (people.get(by)?.supervises ?? []);
  return [...people.values()]
    .filter(
      ({ listed, agentOf, supervises }) =>
        listed && [...agentOf, ...supervises].some((team) => runs.includes(team)),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id }) => id);
}

/** Who of them is meant by a name or an e-mail address as it is typed. */
export function namedAs(
  { people }: Organisation,
  theirs: readonly PersonId[],
  written: string,
): PersonId | undefined {
  const { byEmail, byName } = namesOf(theirs.flatMap((id) => people.get(id) ?? []));
  const key = written.trim().toLowerCase();
  return byEmail.get(key) ?? byName.get(key) ?? undefined;
}

/** Who runs a team of theirs, but themselves. */
export function supervisorsOf({ people, supervisors }: Organisation, person: PersonId): PersonId[] {
  const own = people.get(person);
  const teams = [...(own?.agentOf ?? []), ...(own?.supervises ?? [])];
  return supervisors.filter(
    (id) =>
      id !== person && people.get(id)?.supervises.some((team) => teams.includes(team)) === true,
  );
}

/** The value of a shift in a form: `now`, or the instant of its start. */
export const keyOf = ({ from }: Shift, now: Instant): string =>
  from <= now ? "now" : String(from);

export const shiftOf = (
  organisation: Organisation,
  person: PersonId,
  key: string,
  now: Instant,
): Shift | undefined =>
  shiftsAhead(organisation, person, now).find((span) => keyOf(span, now) === key);

/** Their first shift that begins on a day of the organisation; one that runs begins today. */
export const shiftOn = (
  organisation: Organisation,
  person: PersonId,
  day: string,
  now: Instant,
): Shift | undefined =>
  shiftsAhead(organisation, person, now).find(
    ({ from }) => todayIn(organisation.timeZone, from).toString() === day,
  );

/** A shift that somebody had when it was asked for, if they have it still: what is left of it. */
export const stillTheirs = (
  organisation: Organisation,
  person: PersonId,
  span: Shift,
  now: Instant,
): Shift | undefined =>
  shiftsAhead(organisation, person, now).some(
    ({ from, to }) => from <= Math.max(span.from, now) && to >= span.to,
  )
    ? span
    : undefined;

/** A day from midnight to midnight, in the organisation's zone. */
export function wholeDay({ timeZone }: Organisation, written: string): Shift | undefined {
  const day = dayOf(written);
  return day === undefined
    ? undefined
    : { from: instantOf(day, timeZone), to: instantOf(day.add({ days: 1 }), timeZone) };
}

/**
 * Hours of a day as they are typed: `09:00` to `17:30`; one that ends earlier ends on the next day.
 * @returns `undefined`: they are none, or none is left of them where clocks go forward
 */
export function hoursOn(
  { timeZone }: Organisation,
  written: string,
  hours: { readonly from: string; readonly to: string },
): Shift | undefined {
  const day = dayOf(written);
  const [from, to] = [timeOf(hours.from), timeOf(hours.to)];
  if (day === undefined || from === undefined || to === undefined) return undefined;
  const at = (date: Temporal.PlainDate, plainTime: Temporal.PlainTime) =>
    date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  const nextDay = Temporal.PlainTime.compare(to, from) <= 0;
  const span = { from: at(day, from), to: at(nextDay ? day.add({ days: 1 }) : day, to) };
  return span.from < span.to ? span : undefined;
}

/** @returns `undefined`: that is no time of day */
export function timeOf(written: string): Temporal.PlainTime | undefined {
  const [, hour = "", minute = "0"] = /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(written.trim()) ?? [];
  if (hour === "" || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
}
