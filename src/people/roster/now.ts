import type { PersonId } from "../../kernel/ids.ts";
import { instantOfMinute, minuteOf, within } from "../../kernel/spans.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import { type Roster, knownOf } from "../../runtime/directory/roster.ts";

/**
 * What the roster says of somebody: what was agreed for the day, else their shift. `undefined` where
 * it says nothing, and the hours of their teams decide: nobody gave a shift of theirs, or it covers
 * another time.
 */
export function rostered(roster: Roster, person: PersonId, at: Instant): boolean | undefined {
  const minute = minuteOf(at);
  const agreed = roster.changes
    .get(person)
    ?.findLast(({ from, to }) => from <= minute && minute < to);
  if (agreed !== undefined) return agreed.works;
  const own = roster.people.get(person);
  if (own === undefined || !within(roster.covers, minute)) return undefined;
  const [from, until] = knownOf(roster);
  return from <= minute && minute < until ? within(own, minute) : undefined;
}

/** Every moment at which the roster may begin or end somebody's work, in no order. */
export function edgesOf({ roster }: Organisation, person: PersonId): Instant[] {
  const { covers } = roster;
  const own = roster.people.get(person);
  return [
    ...(own === undefined ? [] : [...Array.from(own), ...Array.from(covers)]),
    ...(roster.changes.get(person) ?? []).flatMap(({ from, to }) => [from, to]),
  ].map(instantOfMinute);
}
