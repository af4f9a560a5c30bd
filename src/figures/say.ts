import { noon } from "../kernel/weeks.ts";
import type { FigureUnit, Period } from "../platform/figures.ts";
import { type Text, msg } from "../platform/text.ts";

/** A number of the figures in words; what is not shown is a dash. */
export function said(value: number | undefined, unit: FigureUnit): Text {
  if (value === undefined) return msg("figures.dash");
  if (unit === "seconds") return seconds(value);
  return msg(unit === "count" ? "figures.count" : "figures.percent", { count: value });
}

export const seconds = (value: number): Text =>
  value < 120
    ? msg("figures.seconds", { count: value })
    : msg("figures.minutes", { minutes: Math.floor(value / 60), seconds: value % 60 });

/** The first and the last day of a period, for a sentence. */
export const daysOf = ({ days }: Period, timeZone: string) => ({
  from: noon(days?.first ?? "1970-01-01", timeZone),
  to: noon(days?.last ?? "1970-01-01", timeZone),
});
