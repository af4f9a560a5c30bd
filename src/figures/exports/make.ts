import { strToU8, zipSync } from "fflate";
import type { TeamName } from "../../kernel/ids.ts";
import { fewest } from "../../kernel/weeks.ts";
import type { RequestFacts } from "../../people/figures.ts";
import { type FiguresData, figuresData } from "../../platform/figures-data.ts";
import { periods } from "../../platform/figures.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { everything } from "../readers.ts";
import { readFigures } from "../read/figures.ts";
import { readState, teamSizesSince } from "../read/store.ts";
import type { Sources } from "../store.ts";
import { asOf, lastBlock, shifted, startOf, weeksInBlock } from "../weeks.ts";
import { coverPage } from "./cover.ts";
import { csvOf } from "./csv.ts";
import { type Incidents, incidentsOf } from "./incidents.ts";
import type { Export, Kind } from "./rules.ts";
import { tableOf } from "./tables.ts";
import type { WebFile } from "../../platform/web.ts";

const types: Readonly<Record<Kind, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  pack: "application/zip",
};
const endings: Readonly<Record<Kind, string>> = { csv: "csv", json: "json", pack: "zip" };
/** Blocks of four weeks whose hard calls are in a pack. */
const blocksInPack = 3;

/** Exactly what pages show of every period: no number that a reader of them could not see. */
export async function fileOf(
  sources: Sources,
  tx: Tx,
  shell: Shell,
  { kind, team, lastAt }: Export,
): Promise<WebFile> {
  const all = await dataOf(sources, tx, shell, team);
  const name = `handrail-figures-${new Date(lastAt).toISOString().slice(0, 10)}.${endings[kind]}`;
  const file = { name, type: types[kind] };
  if (kind === "csv") return { ...file, bytes: strToU8(csvOf(tableOf(all))) };
  const json = `${JSON.stringify({ organisation: shell.organisation.name, figures: all }, undefined, 1)}\n`;
  if (kind === "json") return { ...file, bytes: strToU8(json) };
  const incidents = await readIncidents(sources, tx, shell, team);
  const { policies } = incidents;
  const parts: Readonly<Record<string, string>> = {
    "cover.html": coverPage(shell.organisation, { team, at: lastAt, incidents }),
    "figures.csv": csvOf(tableOf(all)),
    "figures.json": json,
    "hard-calls.csv": csvOf(incidents.rows),
    "policies.json": `${JSON.stringify(
      policies.map((policy, index) => ({ policy: index + 1, ...policy })),
      undefined,
      1,
    )}\n`,
  };
  const bytes = zipSync(
    Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])),
    { mtime: lastAt },
  );
  return { ...file, bytes };
}

/** Each period of what was asked for: of one team, or of all and of each. */
async function dataOf(
  sources: Sources,
  tx: Tx,
  shell: Shell,
  team: TeamName | undefined,
): Promise<FiguresData[]> {
  const first = await readFigures(sources.weeks, tx, shell, everything, {});
  const teams = team === undefined ? [undefined, ...(first?.choices.teams ?? [])] : [team];
  const all: FiguresData[] = [];
  for (const one of teams)
    for (const period of periods) {
      const figures = await readFigures(sources.weeks, tx, shell, everything, {
        ...{ team: one, period },
      });
      if (figures !== undefined) all.push(figuresData(figures));
    }
  return all;
}

/** Abuse and danger of the last finished blocks, in pieces. */
async function readIncidents(
  { requests: readRequests }: Sources,
  tx: Tx,
  { organisation: { timeZone } }: Shell,
  team: TeamName | undefined,
): Promise<Incidents> {
  const state = await readState(tx);
  if (state === undefined) return incidentsOf(new Map(), never, never);
  const newest = lastBlock(state.next);
  const firsts = Array.from({ length: blocksInPack }, (_, index) =>
    shifted(newest, -weeksInBlock * (blocksInPack - 1 - index)),
  );
  const [oldest = newest] = firsts;
  const blocks = new Map<string, readonly RequestFacts[]>();
  for (const block of firsts) {
    const until = startOf(shifted(block, weeksInBlock), timeZone);
    const end = asOf(shifted(block, weeksInBlock - 1), timeZone);
    const found: RequestFacts[] = [];
    for (let after, more = true; more; more = after !== undefined) {
      const from = startOf(block, timeZone);
      const piece = await readRequests(tx, { from, until, after, hard: true }, end);
      found.push(...piece.requests);
      after = piece.last;
    }
    blocks.set(block, team === undefined ? found : found.filter((one) => one.team === team));
  }
  const sizes = await teamSizesSince(tx, oldest);
  const weeksOf = (block: string) =>
    Array.from({ length: weeksInBlock }, (_, index) => shifted(block, index));
  const each = (is: (size: number | undefined) => boolean) => (one: TeamName, block: string) =>
    weeksOf(block).every((week) => is(sizes.get(`${week} ${one}`)));
  const isToldApart = each((size) => (size ?? 0) >= fewest);
  // Of one team alone nothing is hidden among others: it is told apart, or not there.
  const isIn = team === undefined ? each((size) => size !== undefined) : isToldApart;
  return incidentsOf(blocks, isIn, isToldApart);
}

const never = (): boolean => false;
