import { munkres } from "munkres";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { chance } from "./cheapest.ts";
import { costOf, waitingBonus } from "./costs.ts";
import { mayListen, suits } from "./hard-rules.ts";
import type { Seeker, Supporter } from "./people.ts";

/**
 * Several people look at once: the assignment with the most pairs, and of those the least cost
 * (docs/features.md D2). One column for each supporter, and one "no match yet" for each seeker. The
 * dummy costs more than all real pairs together, so a pair is never given up for its cost. A
 * forbidden pair costs more than all dummies, so it is never chosen.
 * @returns the supporter to ask for each seeker; a seeker who is not in it waits.
 */
export function assign(
  seekers: readonly Seeker[],
  everybody: readonly Supporter[],
  at: Instant,
  seed: number,
): Map<PersonId, PersonId> {
  const [anyone] = seekers;
  if (anyone === undefined) return new Map();
  const supporters = everybody.filter((supporter) => mayListen(anyone, supporter, at));
  if (supporters.length === 0) return new Map();
  const chances = supporters.map(({ person }) => chance(seed, person));
  const real = seekers.map((seeker) =>
    supporters.map((supporter) =>
      suits(seeker, supporter, at) && !seeker.asked.includes(supporter.person)
        ? costOf(seeker, supporter, at)
        : undefined,
    ),
  );
  let [least, most] = [0, 0];
  for (const row of real) {
    for (const cost of row) {
      if (cost === undefined) continue;
      least = Math.min(least, cost);
      most = Math.max(most, cost);
    }
  }
  const bonuses = seekers.map((seeker) => waitingBonus(seeker, at));
  const span = most - least + 1 + Math.max(0, ...bonuses);
  const dummy = (seekers.length + 1) * (span + 1);
  const forbidden = (seekers.length + 1) * (dummy + span + 1);
  const matrix = real.map((row, number) => [
    // Chance stays below one step of cost: it decides ties and nothing else.
    ...row.map((cost, column) =>
      cost === undefined ? forbidden : cost - least + (chances[column] ?? 0) / (seekers.length + 1),
    ),
    // The one who waited longest pays most for going without. It is the same in a whole row, so
    // only this decides.
    ...seekers.map(() => dummy + (bonuses[number] ?? 0)),
  ]);
  const found = new Map<PersonId, PersonId>();
  for (const [row, column] of munkres(matrix)) {
    const [seeker, supporter] = [seekers[row], supporters[column]];
    if (seeker !== undefined && supporter !== undefined && real[row]?.[column] !== undefined)
      found.set(seeker.person, supporter.person);
  }
  return found;
}
