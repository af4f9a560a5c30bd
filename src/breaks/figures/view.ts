import { literal, msg } from "../../platform/text.ts";
import type { Section } from "../../platform/view.ts";
import type { TeamWeek } from "./store.ts";

/** How cover was, by team: nothing where there is nothing to say, or too few to say it of. */
export function weekSection(weeks: readonly TeamWeek[]): Section[] {
  if (weeks.length === 0) return [];
  const rows = weeks.map(({ team, ...counts }) => ({
    ...{
      tone: "calm" as const,
      line: msg("breaks.week", { team: literal(team), ...counts }),
      buttons: [],
    },
  }));
  return [{ heading: msg("home.breakWeek"), rows }];
}
