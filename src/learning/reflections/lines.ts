import type { Note } from "../../runtime/feature.ts";

/** What a person writes for themselves. */
export interface Reflection {
  readonly keep?: string;
  readonly change?: string;
}
export const reflected = ["keep", "change"] as const;

/** Characters of one line. */
export const longest = 300;

/** `undefined`: nothing was written, or a line is too long. */
export function reflectionIn(note: Note): Reflection | undefined {
  const [keep, change] = reflected.map((name) => note[name]?.trim() ?? "");
  if (keep === undefined || change === undefined || keep + change === "") return undefined;
  if (keep.length > longest || change.length > longest) return undefined;
  return { ...(keep === "" ? {} : { keep }), ...(change === "" ? {} : { change }) };
}
