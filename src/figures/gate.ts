import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { fewest, inFives, noneIsFew } from "../kernel/weeks.ts";
import { type Count, type Tally, count, quantile } from "./tally.ts";

/*
 * What figures may say (docs/PRIVACY.md, decisions/0078). One rule for everybody who reads them,
 * in pages, messages, exports and programs: five people, five calls, in fives. Pure.
 */

/** A slowest tenth of fewer calls would be one call. */
const fewestForSlowest = 2 * fewest;

/**
 * The teams that are in figures, with their number of agents. 0: too small to be told apart, and
 * part of the whole only. Where the small ones together are fewer than five people they are in no
 * figure: the whole less what is shown would be about them.
 */
export function teamsToShow(
  teams: ReadonlyMap<TeamName, ReadonlySet<PersonId>>,
): ReadonlyMap<TeamName, number> {
  const small = [...teams].filter(([, agents]) => agents.size < fewest);
  const together = new Set(small.flatMap(([, agents]) => [...agents]));
  const isIn = together.size >= fewest ? 0 : undefined;
  return new Map(
    [...teams].flatMap(([team, { size }]) => {
      const shown = size < fewest ? isIn : size;
      return shown === undefined ? [] : [[team, shown] as const];
    }),
  );
}

/** A count, in fives. `undefined`: fewer than five, which looks like none. */
export const shownCount = (number: number): number | undefined =>
  number < fewest ? undefined : inFives(number);

/** Per cent, in fives. `undefined`: of fewer than five. */
export const shownShare = (part: number, all: number): number | undefined =>
  all < fewest ? undefined : Math.round((part / all) * 20) * 5;

/** Numbers that belong together: all in fives, or none. */
export function shownTogether<Name extends string>(
  counts: Readonly<Record<Name, number>>,
  differences: readonly number[] = [],
): Readonly<Record<Name, number>> | undefined {
  const all = Object.values<number>(counts);
  if (!noneIsFew([...all, ...differences]) || all.every((one) => one <= 0)) return undefined;
  return Object.fromEntries(
    Object.entries<number>(counts).map(([name, one]) => [name, inFives(Math.max(0, one))]),
  ) as Record<Name, number>;
}

export const share = (tally: Tally, part: Count, all: Count): number | undefined =>
  shownShare(count(tally, part), count(tally, all));

/** Whole seconds, from a minute on in fives. */
export function shownTime(
  tally: Tally,
  what: "taken" | "came",
  part: "median" | "slowest",
): number | undefined {
  const least = part === "median" ? fewest : fewestForSlowest;
  if (count(tally, what) < least) return undefined;
  return seconds(quantile(tally, what, part === "median" ? 0.5 : 0.9));
}

function seconds(time: Millis | undefined): number | undefined {
  if (time === undefined) return undefined;
  const whole = Math.max(1, Math.round(time / 1_000));
  return whole < 60 ? whole : Math.round(whole / 5) * 5;
}

/**
 * The groups of which a number may be shown, of those in which somebody called: five different
 * people called in it. Where one alone would be left out, the smallest of the others is too,
 * because the rest of the team's number would be it.
 */
export function groupsToShow(people: ReadonlyMap<string, number>): ReadonlySet<string> {
  const bySize = [...people]
    .filter(([, number]) => number > 0)
    .toSorted(([a, left], [b, right]) => left - right || (a < b ? -1 : 1));
  const few = bySize.filter(([, number]) => number < fewest).length;
  return new Set(bySize.slice(few === 1 ? 2 : few).map(([name]) => name));
}
