import { literal } from "../../platform/text.ts";

/** A name, and the same in every language. */
export const exampleZone = { zone: literal("Europe/London") };

/** `4` or `4.1`: a version, and the place of a team in it. */
export function placeIn(argument: string | undefined): { base: number; team?: number } {
  const [base = "", team] = (argument ?? "").split(".");
  const place = /^\d{0,9}$/.test(team ?? "") ? Number(team) : Number.NaN;
  return {
    base: Number.parseInt(base, 10) || 0,
    ...(team === undefined || !Number.isInteger(place) ? {} : { team: place }),
  };
}

export function secondsOf(duration: string | undefined): number | undefined {
  const match = /^(\d+)\s?([smh])$/.exec(duration ?? "");
  if (match === null) return undefined;
  return Number(match[1]) * { s: 1, m: 60, h: 3_600 }[match[2] as "s" | "m" | "h"];
}
