import type { Passing } from "./protocol.ts";

/** What came of letting time go by. */
export interface Passed {
  readonly seconds: number;
  /** Somebody saw something new. */
  readonly news: boolean;
}

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `3 minutes and 20 seconds`: the two largest units that are there. */
function duration(seconds: number): string {
  let left = Math.max(1, Math.ceil(seconds - 0.2));
  const parts = units.flatMap(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`];
  });
  return parts.slice(0, 2).join(" and ");
}

/** How time went by, in a sentence. */
export function passedWords(passing: Passing, passed: Passed): string {
  if ("seconds" in passing && passing.away === true)
    return `Handrail is away for ${duration(passing.seconds)}.`;
  const words = duration(passed.seconds);
  const pass = `${words} ${/^1 \w+$/.test(words) ? "passes" : "pass"}.`;
  return passed.news ? pass : `${pass} There was nothing to do.`;
}
