import { inFives } from "../../kernel/weeks.ts";
import type { OtherWeeks } from "../../people/figures.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { share, shownTime } from "../gate.ts";
import { categoriesIn, cellsIn, othersIn, partsOf, weeksShown } from "../read/store.ts";
import { type Tally, added } from "../tally.ts";
import { shifted, weeksFrom } from "../weeks.ts";
import type { Digest } from "./digest.ts";

/** Weeks side by side in its picture. */
const beside = 4;

/** A week of all teams together, through the gate. */
export async function digestOf(sources: OtherWeeks, tx: Tx, week: string): Promise<Digest> {
  const weeks = weeksFrom(shifted(week, 1 - beside), beside);
  const [from = week] = weeks;
  const shown = await weeksShown(tx, undefined, from);
  const may = weeks.filter((one) => shown.has(one));
  const cells = await cellsIn(tx, "level", undefined, may);
  const [cause] = await categoriesIn(
    tx,
    undefined,
    may.filter((one) => one === week),
  );
  const isIn = await partsOf(tx, undefined, from, shown);
  const others = await othersIn(sources, tx, isIn, { weeks, from, before: shifted(week, 1) });
  const tallyIn = (one: string): Tally =>
    added(cells.filter((cell) => cell.week === one).map(({ tally }) => tally));
  const sharesIn = (one: string) => ({
    ...defined("inTime", share(tallyIn(one), "cameInTime", "calls")),
    ...defined("alone", share(tallyIn(one), "alone", "calls")),
    ...defined("promises", others.promises.byWeek.get(one)?.share),
  });
  const breaks = others.breaks.byWeek.get(week);
  return {
    week,
    ...sharesIn(week),
    ...defined("taken", shownTime(tallyIn(week), "taken", "median")),
    ...defined("cover", breaks && { offered: breaks.offered, deferred: breaks.deferred }),
    ...defined("cause", cause && { category: cause.category, calls: inFives(cause.calls) }),
    ...defined("goodCalls", others.goodCalls.byWeek.get(week)?.calls),
    weeks: weeks.map((one) => ({ week: one, ...sharesIn(one) })),
  };
}

const defined = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Value };
