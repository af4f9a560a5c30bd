import type { Group } from "./crowds.ts";
import { type Fact, deduce, unitsOf } from "./deduction.ts";
import type { Kind } from "./questions.ts";
import type { Safeguards } from "./safeguards.ts";

/** A share as it may be shown: a span of per cent, and how many people at least. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly people: number;
}

interface Counted {
  readonly group: Group;
  readonly people: number;
  readonly counting: number;
}

/** What else is known, of groups that share people with this one and are not the same. */
export interface Beside {
  /** Of this very window: these never contradict each other. */
  readonly now: readonly Fact[];
  /** Of earlier ones, the newest of each group. */
  readonly before: readonly Fact[];
}

/**
 * The span in which a group's share lies. Spans are joined where one, beside everything else that
 * is shown, would say too much of somebody. So the choice of spans depends on what was shown
 * already, and never on the answers.
 */
export function spanOf(
  rules: Safeguards,
  counted: Counted,
  kind: Kind,
  beside: Beside,
  sizes: readonly number[],
): Span {
  const { group, counting } = counted;
  const { step, people } = rules.rounded(counted.people);
  const looks = [
    beside.now,
    ...(beside.before.length === 0 ? [] : [[...beside.now, ...beside.before]]),
  ]
    .filter((facts) => facts.length > 0)
    .map((facts) => ({
      facts,
      units: unitsOf([...facts.map((fact) => fact.group), group], sizes),
    }));
  const tellsTooMuch = (from: number, to: number) =>
    looks.some(({ facts, units }) => {
      const all = deduce([...facts, factOf({ from, to }, group, counted.people)], units);
      return all?.some((left) => !rules.notAlike(left, kind)) === true;
    });
  const cuts = Array.from({ length: Math.ceil(100 / step) + 1 }, (_, index) =>
    Math.min(100, index * step),
  );
  for (let index = 0; index + 1 < cuts.length && cuts.length > 2;) {
    if (!tellsTooMuch(cuts[index] ?? 0, cuts[index + 1] ?? 100)) index++;
    else {
      // The upper cut goes, for the last span the lower one; a span that grew is looked at again.
      const last = index + 2 === cuts.length;
      cuts.splice(last ? index : index + 1, 1);
      if (last) index--;
    }
  }
  const share = counted.people === 0 ? 0 : (counting * 100) / counted.people;
  const above = cuts.findIndex(
    (cut, index) => index > 0 && (share < cut || index === cuts.length - 1),
  );
  return { from: cuts[above - 1] ?? 0, to: cuts[above] ?? 100, people };
}

/** What a span says of a group to somebody who even knows how many answered. */
export function factOf(
  { from, to }: { from: number; to: number },
  group: Group,
  answered: number,
): Fact {
  const low = Math.ceil((from * answered) / 100);
  const high = to >= 100 ? answered : Math.ceil((to * answered) / 100) - 1;
  return { group, answered, yes: { low, high } };
}
