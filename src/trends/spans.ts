import type { Group } from "./crowds.ts";
import type { Fact, Possible, Verdict } from "./possible.ts";
import type { Safeguards } from "./safeguards.ts";

/** A share as it may be shown: a span of per cent, and how many people at least. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly people: number;
}

export interface Counted {
  readonly group: Group;
  /** The people who answered. */
  readonly people: number;
  /** The person's answer counts towards the share. */
  readonly counting: number;
}

/**
 * @returns the span of a group's share, or `undefined` where any span would tell too much. Each
 * possible span is proven to tell nothing of anybody; spans that are not are joined. So the list of
 * spans depends on who answered and on what was shown before, never on what anybody answers now.
 */
export function spanOf(
  rules: Safeguards,
  counted: Counted,
  worlds: readonly Possible[],
): Span | undefined {
  const { group, counting } = counted;
  const { step, people } = rules.rounded(counted.people, group.size);
  const cuts = Array.from({ length: Math.ceil(100 / step) + 1 }, (_, index) =>
    Math.min(100, index * step),
  );
  const judged = new Map<number, readonly Verdict[]>();
  const mayBe = (from: number, to: number): boolean => {
    const fact = factOf({ from: cuts[from] ?? 0, to: cuts[to] ?? 100 }, group, counted.people);
    const verdicts: Verdict[] = [];
    for (const possible of worlds) {
      const verdict = possible.judge(fact);
      verdicts.push(verdict);
      // Answers that nobody can have given now need no proof with earlier ones.
      if (verdict === undefined || verdict === "impossible") break;
    }
    judged.set(from * cuts.length + to, verdicts);
    return rules.proven(verdicts.at(-1) !== undefined);
  };
  const share = (counting * 100) / counted.people;
  const last = cuts.length - 1;
  for (const [from, to] of fewestJoined(last, mayBe)) {
    const span = { from: cuts[from] ?? 0, to: cuts[to] ?? 100 };
    if (share < span.from || (share >= span.to && to < last)) continue;
    if (from === 0 && to === last) return undefined;
    const verdicts = judged.get(from * cuts.length + to) ?? [];
    for (const [index, verdict] of verdicts.entries())
      if (verdict !== undefined && verdict !== "impossible")
        worlds[index]?.show(factOf(span, group, counted.people), verdict);
    return { ...span, people };
  }
  return undefined;
}

/** The way from the first cut to the last with the most allowed spans. */
function fewestJoined(
  last: number,
  mayBe: (from: number, to: number) => boolean,
): (readonly [from: number, to: number])[] {
  const best: { readonly spans: number; readonly from: number }[] = [{ spans: 0, from: 0 }];
  for (let to = 1; to <= last; to++) {
    for (let from = to - 1; from >= 0; from--) {
      const before = best[from];
      if (before === undefined || (best[to]?.spans ?? 0) > before.spans) continue;
      if ((from === 0 && to === last) || mayBe(from, to))
        best[to] = { spans: before.spans + 1, from };
    }
  }
  const way: (readonly [number, number])[] = [];
  for (let to = last; to > 0; to = best[to]?.from ?? 0) way.unshift([best[to]?.from ?? 0, to]);
  return way;
}

/** What a span says of a group to an observer who knows how many answered. */
export function factOf(
  { from, to }: { readonly from: number; readonly to: number },
  group: Group,
  answered: number,
): Fact {
  const low = Math.ceil((from * answered) / 100);
  const high = to >= 100 ? answered : Math.ceil((to * answered) / 100) - 1;
  return { group, answered, yes: { low, high } };
}
