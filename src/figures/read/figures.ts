import type { TeamName } from "../../kernel/ids.ts";
import { noon } from "../../kernel/weeks.ts";
import type { OtherWeeks } from "../../people/figures.ts";
import { type Figures, type Period, periods } from "../../platform/figures.ts";
import { msg } from "../../platform/text.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Readable } from "../readers.ts";
import { lastBlock, shifted, weeksFrom, weeksInBlock, weeksKept } from "../weeks.ts";
import { sectionsOf } from "./sections.ts";
import {
  categoriesIn,
  cellsIn,
  othersIn,
  partsOf,
  peopleIn,
  readState,
  teamsShownSince,
  weeksShown,
} from "./store.ts";

export interface Wish {
  readonly team?: string | undefined;
  readonly period?: string | undefined;
}

/** Weeks side by side in a chart. */
const weeksBeside = 13;

/**
 * The figures that somebody or a program may read: of all teams, or of one (docs/features.md I1). What they may
 * not read, and what is too small to be told apart, is not there.
 * @returns undefined: they read no figures, or not of this team
 */
export async function readFigures(
  sources: OtherWeeks,
  tx: Tx,
  shell: Shell,
  readable: Readable,
  { team: wanted, period }: Wish,
): Promise<Figures | undefined> {
  if (!readable.all && readable.teams.length === 0) return undefined;
  const state = await readState(tx);
  const kind = periods.find((one) => one === period) ?? "week";
  const next = state?.next ?? "";
  const known = state === undefined ? [] : await teamsShownSince(tx, shifted(next, -weeksKept));
  const all = readable.all && known.includes("");
  const teams = known.filter(
    (team) => team !== "" && (readable.all || readable.teams.includes(team)),
  );
  const team = wanted ?? (all ? undefined : teams[0]);
  const isTheirs = team === undefined ? readable.all : teams.includes(team);
  if (wanted !== undefined && !isTheirs) return undefined;
  const choices = { all, teams };
  const chosen = { kind, team: isTheirs ? team : undefined, next };
  const nothing = state === undefined || (!all && teams.length === 0);
  const read = nothing ? undefined : await readChosen(sources, tx, shell, chosen);
  return {
    period: read?.period ?? { kind, label: msg(`figures.period.${kind}`) },
    ...(chosen.team === undefined ? {} : { team: chosen.team }),
    choices,
    sections: sectionsOf(read, shell.organisation.timeZone),
  };
}

export type Read = Awaited<ReturnType<typeof readChosen>>;

interface Chosen {
  readonly kind: Period["kind"];
  readonly team: TeamName | undefined;
  /** The first week that is not counted. */
  readonly next: string;
}

async function readChosen(sources: OtherWeeks, tx: Tx, shell: Shell, { kind, team, next }: Chosen) {
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
