const window = 60_000;

/** Counts within a minute, by name; more names than this at once are counted as one. */
const mostNames = 10_000;

/** @returns whether another one is too many */
export function minuteLimit(
  most: number,
  now: () => number = () => performance.now(),
): (name: string) => boolean {
  let began = now();
  const counts = new Map<string, number>();
  return (name) => {
    if (now() - began > window) {
      began = now();
      counts.clear();
    }
    const known = counts.has(name) || counts.size < mostNames ? name : "";
    const count = (counts.get(known) ?? 0) + 1;
    counts.set(known, count);
    return count > most;
  };
}
