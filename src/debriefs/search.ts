import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { cheapest } from "./cheapest.ts";
import type { Facts } from "./commands.ts";
import type { Debrief, Event, Offered, Searching, Turn } from "./debrief.ts";
import { evolve } from "./evolve.ts";
import { mayTalk } from "./hard-rules.ts";
import type { Seeker } from "./people.ts";
import { acceptWithin, lookEvery } from "./times.ts";

/** This one is asked no more; the next one is, and nobody learns why. */
export function passOver(debrief: Offered, why: Turn, given: Given, facts: Facts): Event[] {
  return goOn([{ type: "turned", at: given.at, person: debrief.to, why }], debrief, given, facts);
}

export function leave(
  debrief: Debrief & { status: "accepted" },
  given: Given,
  facts: Facts,
): Event[] {
  return goOn(
    [{ type: "left", at: given.at, partner: debrief.partner, meeting: debrief.meeting }],
    debrief,
    given,
    facts,
  );
}

/**
 * The next one who may be asked; else it is looked again. That nobody was found is said after two
 * minutes and never before: sooner it would tell that somebody said no, or may never be asked.
 */
export function goOn(before: readonly Event[], from: Debrief, given: Given, facts: Facts): Event[] {
  const { at, seed } = given;
  const debrief = before.reduce<Debrief>(evolve, from);
  const seeker = debrief.status === "searching" ? seekerOf(debrief, facts) : undefined;
  if (debrief.status !== "searching" || seeker === undefined)
    return [...before, { type: "unmatched", at }];
  if (at >= debrief.giveUpAt) return [...before, { type: "unmatched", at }];
  const { supporters, assigned } = facts;
  const permitted = (person: PersonId) =>
    !seeker.asked.includes(person) &&
    supporters.some((other) => other.person === person && mayTalk(seeker, other, at));
  const next =
    assigned === undefined ? cheapest(seeker, supporters, at, seed ^ at) : assigned.person;
  if (next !== undefined && permitted(next))
    return [
      ...before,
      { type: "offeredTo", at, person: next, until: Math.min(at + acceptWithin, debrief.giveUpAt) },
    ];
  return [...before, { type: "waited", at, lookAt: at + lookEvery }];
}

export function seekerOf(
  { kind, since, tried, declined }: Searching | Offered,
  { seeker }: Facts,
): Seeker | undefined {
  return seeker === undefined
    ? undefined
    : { ...seeker, kind, since, asked: [...tried, ...declined] };
}
