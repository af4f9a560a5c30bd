/**
 * At most `max` characters, ending in an ellipsis where it was cut, never in half a surrogate pair.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** `items` in runs of at most `size`. */
export function inRuns<T>(items: readonly T[], size: number): T[][] {
  const runs: T[][] = [];
  for (let i = 0; i < items.length; i += size) runs.push(items.slice(i, i + size));
  return runs;
}

/**
 * The first and the last of the items where there are more than `max`, with `gap` between them. How
 * a story ended is at its end, so the end is not what is cut.
 */
export function cutMiddle<T>(items: readonly T[], max: number, gap: T): T[] {
  if (items.length <= max) return [...items];
  const tail = Math.max(0, Math.ceil((max - 1) / 2));
  const head = Math.max(0, max - 1 - tail);
  return [...items.slice(0, head), gap, ...items.slice(items.length - tail)];
}

/** Lines in as few texts of at most `max` characters as their order allows; nothing is left out. */
export function inTexts(lines: readonly string[], max: number): string[] {
  const texts: string[] = [];
  for (const piece of lines.flatMap((line) => divided(line, max))) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= max)
      texts[texts.length - 1] = `${last}\n${piece}`;
    else texts.push(piece);
  }
  return texts;
}

/** A long line in pieces, at blanks where it has some. */
function divided(line: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > max) {
    const blank = rest.lastIndexOf(" ", max);
    const end =
      blank > max / 2 ? blank : /[\uD800-\uDBFF]/.test(rest[max - 1] ?? "") ? max - 1 : max;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return rest === "" ? pieces : [...pieces, rest];
}
