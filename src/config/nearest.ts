/**
 * Of some words the one that somebody most likely meant: at most two letters wrong, missing or too
 * many.
 */
export function nearest<const W extends string>(
  written: string,
  words: readonly W[],
): W | undefined {
  const meant = written.trim().toLowerCase();
  const [best] = words
    .map((word) => ({ word, far: distance(meant, word) }))
    .filter(({ far }) => far <= 2)
    .toSorted((a, b) => a.far - b.far);
  return best?.word;
}

/** Levenshtein's: letters put in, left out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...from].entries()) {
    const above = row;
    row = [index + 1];
    for (let at = 1; at <= to.length; at++) {
      const changed = (above[at - 1] ?? 0) + (to[at - 1] === letter ? 0 : 1);
      row[at] = Math.min(changed, (above[at] ?? 0) + 1, (row[at - 1] ?? 0) + 1);
    }
  }
  return row.at(-1) ?? 0;
}
