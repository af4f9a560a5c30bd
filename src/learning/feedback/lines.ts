import type { Note } from "../../runtime/feature.ts";

/** What a helper writes: one line each. */
export interface Lines {
  readonly worked: string;
  readonly next: string;
}

/** Characters of one line. */
export const longest = 300;

/** `undefined`: one of them is missing, or is too long. */
export function linesIn(note: Note): Lines | undefined {
  const [worked, next] = [note["worked"]?.trim() ?? "", note["next"]?.trim() ?? ""];
  const fits = (line: string) => line !== "" && line.length <= longest;
  return fits(worked) && fits(next) ? { worked, next } : undefined;
}
