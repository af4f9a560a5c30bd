import { dirname, resolve } from "node:path";
import type { Reading } from "./section.ts";
import * as shape from "./shape.ts";

/** The file of shifts that an organisation's file names, from where that one is. */
export function readRoster(
  reading: Reading,
  written: unknown,
  path: string,
  timeZone: string | undefined,
): { readonly file: string } | undefined {
  const roster = reading.section(shape.roster, written, ["roster"]);
  if (roster === undefined) return undefined;
  if (timeZone === undefined)
    reading.problem(
      ["organisation"],
      "has no time_zone, and there is a roster",
      "Add time_zone: Europe/London, or where you are: times without a zone are read in it.",
    );
  return { file: resolve(dirname(path), roster.file) };
}
