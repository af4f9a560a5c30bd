import type { OtherWeeks } from "../../people/figures.ts";
import { type Figures, periods } from "../../platform/figures.ts";
import { msg } from "../../platform/text.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Readable } from "../readers.ts";
import { shifted, weeksKept } from "../weeks.ts";
import { readChosen } from "./chosen.ts";
import { sectionsOf } from "./sections.ts";
import { readState, teamsShownSince } from "./store.ts";

export interface Wish {
  readonly team?: string | undefined;
  readonly period?: string | undefined;
}

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
