import { sql } from "kysely";
import type { TeamName } from "../../kernel/ids.ts";
import { fewest } from "../../kernel/weeks.ts";
import type { OtherWeeks, WeekOf } from "../../people/figures.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { shownCount, shownShare, shownTogether } from "../gate.ts";
import type { FiguresState } from "../state.ts";
import { type Tally, added } from "../tally.ts";

export async function readState(tx: Tx): Promise<FiguresState | undefined> {
  const row = await tx.selectFrom("figures").select("state").executeTakeFirst();
  return row?.state as unknown as FiguresState | undefined;
}

/** The teams that were told apart in a week, or in any since; and whether the whole was. */
export async function teamsShownSince(tx: Tx, week: string): Promise<readonly TeamName[]> {
  const { rows } = await sql<{ team: TeamName }>`
    select distinct team from handrail.figure_people
    where organisation_id = handrail.organisation() and slice = 'team' and week >= ${week}
      and people >= ${fewest} order by team`.execute(tx);
  return rows.map(({ team }) => team);
}

/** The number of agents of each team in each week, by `week team`; 0: not told apart. */
export async function teamSizesSince(tx: Tx, week: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("figure_people")
    .select(["week", "team", "people"])
    .where("slice", "=", "team")
    .where("week", ">=", week)
    .execute();
  return new Map(rows.map((row) => [`${row.week} ${row.team}`, row.people]));
}

/** Weeks in which what is chosen had enough people behind it. */
export async function weeksShown(
  tx: Tx,
  team: TeamName | undefined,
  from: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ week: string }>`
    select week from handrail.figure_people
    where organisation_id = handrail.organisation() and slice = 'team' and week >= ${from}
      and team = ${team ?? ""} and people >= ${fewest}`.execute(tx);
  return new Set(rows.map(({ week }) => week));
}

/** A sum of cells: of a week and a level, of an hour, or of a category. */
export interface Sum {
  readonly week: string;
  readonly name: string;
  readonly tally: Tally;
}

/** The cells of what is chosen. @param weeks those that may be shown */
export async function cellsIn(
  tx: Tx,
  slice: "level" | "hour",
  team: TeamName | undefined,
  weeks: readonly string[],
): Promise<readonly Sum[]> {
  if (weeks.length === 0) return [];
  const { rows } = await sql<Sum>`
    select c.week, c.name, c.tally from handrail.figure_cells c
    where c.organisation_id = handrail.organisation() and not c.draft and c.slice = ${slice}
      and c.week = any(${[...weeks]}::text[]) and c.team = ${team ?? ""}`.execute(tx);
  return rows;
}

/** How many calls had which reason. */
export async function categoriesIn(
  tx: Tx,
  team: TeamName | undefined,
  weeks: readonly string[],
): Promise<readonly { readonly category: string; readonly calls: number }[]> {
  if (weeks.length === 0) return [];
  const { rows } = await sql<{ category: string; calls: number }>`
    select c.name as category, sum((c.tally ->> 'calls')::int)::int as calls
    from handrail.figure_cells c
    where c.organisation_id = handrail.organisation() and not c.draft and c.slice = 'category'
      and c.week = any(${[...weeks]}::text[]) and c.team = ${team ?? ""}
    group by c.name having sum((c.tally ->> 'calls')::int) >= ${fewest}
    order by calls desc, category`.execute(tx);
  return rows;
}

/** How many different people called, by hour of the day or by day of the week. */
export async function peopleIn(
  tx: Tx,
  team: TeamName | undefined,
  block: string,
): Promise<{
  readonly hour: ReadonlyMap<string, number>;
  readonly day: ReadonlyMap<string, number>;
}> {
  const { rows } = await sql<{ slice: "hour" | "day"; name: string; people: number }>`
    select slice, name, people from handrail.figure_people
    where organisation_id = handrail.organisation() and slice in ('hour', 'day')
      and week = ${block} and team = ${team ?? ""}`.execute(tx);
  const of = (slice: "hour" | "day") =>
    new Map(rows.flatMap((row) => (row.slice === slice ? [[row.name, row.people] as const] : [])));
  return { hour: of("hour"), day: of("day") };
}

/** Whether a team's week is part of what is chosen. */
export type IsIn = (week: string, team: TeamName | undefined) => boolean;

/** The pairs of a team and a week that are part of what is chosen. */
export async function partsOf(
  tx: Tx,
  team: TeamName | undefined,
  from: string,
  shown: ReadonlySet<string>,
): Promise<IsIn> {
  const { rows } = await sql<{ week: string; team: TeamName }>`
    select week, team from handrail.figure_people
    where organisation_id = handrail.organisation() and slice = 'team' and week >= ${from}
      and team <> '' and (${team ?? null}::text is null or team = ${team ?? null})`.execute(tx);
  const parts = new Set(rows.map((row) => `${row.week} ${row.team}`));
  // What is kept without a team is part of the whole only.
  return (week, its) =>
    shown.has(week) && (its === undefined ? team === undefined : parts.has(`${week} ${its}`));
}

/** What may be shown: of each week, by its Monday, and of the whole period. */
export interface Shown<Numbers> {
  readonly byWeek: ReadonlyMap<string, Numbers>;
  readonly period?: Numbers;
}
export interface Others {
  readonly breaks: Shown<{ offered: number; taken: number; deferred: number }>;
  readonly promises: Shown<{ share: number }>;
  readonly help: Shown<{ got?: number; partly?: number; no?: number }>;
  readonly talks: Shown<{ offered: number; wanted: number; matched: number }>;
  readonly goodCalls: Shown<{ calls: number }>;
}

interface OtherPeriod {
  /** Of the period. */
  readonly weeks: readonly string[];
  /** All that are read: for charts. */
  readonly from: string;
  readonly before: string;
}

/** What other features count of what is chosen, through the gate. */
export async function othersIn(
  sources: OtherWeeks,
  tx: Tx,
  isIn: IsIn,
  { weeks, from, before }: OtherPeriod,
): Promise<Others> {
  // One after the other: they share one connection.
  const breaks = await sources.breaks(tx, from, before);
  const promises = await sources.promises(tx, from, before);
  const help = await sources.help(tx, from, before);
  const talks = await sources.talks(tx, from, before);
  const goodCalls = await sources.goodCalls(tx, from, before);
  return {
    breaks: gated(isIn, weeks, breaks, (sum) =>
      shownTogether(sum, [Math.abs(sum.offered - sum.taken)]),
    ),
    promises: gated(isIn, weeks, promises, ({ due, kept }) => {
      const share = shownShare(kept, due);
      return share === undefined ? undefined : { share };
    }),
    help: gated(isIn, weeks, help, ({ got, partly, no }) => ({
      got: shownCount(got),
      partly: shownCount(partly),
      no: shownCount(no),
    })),
    talks: gated(isIn, weeks, talks, (sum) => shownTogether(sum, [sum.wanted - sum.matched])),
    goodCalls: gated(isIn, weeks, goodCalls, (sum) => {
      const calls = shownCount(sum.calls);
      return calls === undefined ? undefined : { calls };
    }),
  };
}

/** Added up, and what of it may be shown. */
function gated<Numbers extends Readonly<Record<string, number>>, Gated>(
  isIn: IsIn,
  weeks: readonly string[],
  rows: readonly WeekOf<Numbers>[],
  gate: (sum: Numbers) => Gated | undefined,
): Shown<Gated> {
  const chosen = rows.filter(({ week, team }) => isIn(week, team));
  const shown = (its: readonly WeekOf<Numbers>[]) =>
    its.length === 0 ? undefined : gate(added(its.map(({ numbers }) => numbers)) as Numbers);
  const byWeek = new Map(
    [...Map.groupBy(chosen, ({ week }) => week)].flatMap(([week, its]) => {
      const numbers = shown(its);
      return numbers === undefined ? [] : [[week, numbers] as const];
    }),
  );
  const period = shown(chosen.filter(({ week }) => weeks.includes(week)));
  return period === undefined ? { byWeek } : { byWeek, period };
}
