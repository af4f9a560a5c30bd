import type { TeamName } from "../../kernel/ids.ts";
import { noon } from "../../kernel/weeks.ts";
import type { OtherWeeks } from "../../people/figures.ts";
import type { Period } from "../../platform/figures.ts";
import { msg } from "../../platform/text.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { lastBlock, shifted, weeksFrom, weeksInBlock, weeksKept } from "../weeks.ts";
import { categoriesIn, cellsIn, othersIn, partsOf, peopleIn, weeksShown } from "./store.ts";

/** Weeks side by side in a chart. */
const weeksBeside = 13;

export type Read = Awaited<ReturnType<typeof readChosen>>;

export interface Chosen {
  readonly kind: Period["kind"];
  readonly team: TeamName | undefined;
  /** The first week that is not counted. */
  readonly next: string;
}

export async function readChosen(
  sources: OtherWeeks,
  tx: Tx,
  shell: Shell,
  { kind, team, next }: Chosen,
) {
  const { timeZone } = shell.organisation;
  const weeks = weeksOf(kind, next);
  const beside = kind === "years" ? weeks : weeksFrom(shifted(next, -weeksBeside), weeksBeside);
  const from = [weeks[0] ?? next, beside[0] ?? next, lastBlock(next)].toSorted()[0] ?? next;
  const shown = await weeksShown(tx, team, from);
  const may = (some: readonly string[]) => some.filter((week) => shown.has(week));
  const block = weeksFrom(lastBlock(next), weeksInBlock);
  return {
    period: periodOf(kind, weeks, timeZone),
    team,
    weeks: may(weeks),
    /** For charts over time: single weeks, or blocks where there are too many. */
    beside,
    inBlocks: kind === "years",
    levels: await cellsIn(tx, "level", team, may([...new Set([...weeks, ...beside])])),
    categories: await categoriesIn(tx, team, may(weeks)),
    hours: kind === "years" ? [] : await cellsIn(tx, "hour", team, may(block)),
    people: await peopleIn(tx, team, block[0] ?? ""),
    others: await othersIn(sources, tx, await partsOf(tx, team, from, shown), {
      weeks,
      from,
      before: next,
    }),
  };
}

function weeksOf(kind: Period["kind"], next: string): string[] {
  if (kind === "week") return [shifted(next, -1)];
  if (kind === "block") return weeksFrom(lastBlock(next), weeksInBlock);
  return weeksFrom(shifted(lastBlock(next), weeksInBlock - weeksKept), weeksKept);
}

function periodOf(kind: Period["kind"], weeks: readonly string[], timeZone: string): Period {
  const [first = ""] = weeks;
  const last = Temporal.PlainDate.from(shifted(weeks.at(-1) ?? "", 1))
    .subtract({ days: 1 })
    .toString();
  const label = msg("figures.days", { from: noon(first, timeZone), to: noon(last, timeZone) });
  return { kind, days: { first, last }, label };
}
