import type { Line } from "./text.ts";

/** Sentences that stand beside each other in a line; one that names somebody has its own. */
export function inLines(sentences: readonly Line[]): Line[][] {
  const lines: Line[][] = [];
  for (const sentence of sentences) {
    const line = lines.at(-1);
    if (line === undefined || namesSomebody(sentence) || line.some(namesSomebody))
      lines.push([sentence]);
    else line.push(sentence);
  }
  return lines;
}

const namesSomebody = (line: Line): boolean =>
  "values" in line &&
  Object.values(line.values ?? {}).some(
    (value) => typeof value === "object" && ("person" in value || "people" in value),
  );
