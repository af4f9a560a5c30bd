import { literal, msg } from "../../platform/text.ts";
import type { HomeRow } from "../../runtime/feature.ts";
import type { TeamWeek } from "./store.ts";

/** How cover was, by team: nothing where there is nothing to say, or too few to say it of. */
export const weekRows = (weeks: readonly TeamWeek[]): HomeRow[] =>
  weeks.map(({ team, ...counts }) => ({
    under: "team",
    tone: "calm",
    line: msg("home.breakWeek"),
    detail: msg("breaks.week", { team: literal(team), ...counts }),
    buttons: [],
  }));
