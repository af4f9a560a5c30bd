import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { costOf } from "./costs.ts";
import { mayTalk } from "./hard-rules.ts";
import type { Seeker, Supporter } from "./people.ts";

/**
 * The next to ask for one person: least cost among those permitted and not asked yet; ties by
 * seeded chance.
 */
export function cheapest(
  seeker: Seeker,
  supporters: readonly Supporter[],
  at: Instant,
  seed: number,
): PersonId | undefined {
  const ranked = supporters
    .filter(
      (supporter) => mayTalk(seeker, supporter, at) && !seeker.asked.includes(supporter.person),
    )
    .map((supporter) => ({
      supporter,
      cost: costOf(seeker, supporter, at),
      chance: chance(seed, supporter.person),
    }))
    .toSorted((a, b) => a.cost - b.cost || a.chance - b.chance);
  return ranked[0]?.supporter.person;
}

/**
 * A number from 0 to 1 for a person under a seed, so that nobody is always first in the alphabet
 * (FNV-1a, then mixed).
 */
export function chance(seed: number, person: PersonId): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (let at = 0; at < person.length; at++)
    hash = Math.imul(hash ^ person.charCodeAt(at), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
