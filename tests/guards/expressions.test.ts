import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Expression, expressionsOf, pumps } from "../support/expressions.ts";

/*
 * Whatever somebody types, no expression takes longer than in proportion to it. Enumerated from the source,
 * so a new one is held to it too. What is bounded is growth, by the processor's time of this very thread: a busy machine
 * changes nothing.
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
const found = globSync(["adapters/**/*.ts", "src/**/*.ts"], { cwd: root }).map((file) => ({
  file,
  ...expressionsOf(file, readFileSync(`${root}${file}`, "utf8")),
}));
const written = found.flatMap((one) => one.written);

/** Twice as long a text is twice the work, and four times where every place is tried with every other. */
const mostGrowth = 3.2;
/** Less than this says nothing about growth, and this much, of several runs, enough. */
const measurable = 1_500;
const enough = 30_000;
/** More than any door lets through in one field; the short ones catch what doubles with each character before it is too late. */
const lengths = [12, 18, 24, 1_000, 4_000, 16_000, 64_000];

/** Of the thread, in microseconds, of so many runs together: some kernels count it in milliseconds only. */
function costOf(expression: RegExp, text: string, runs: number): number {
  const before = process.threadCpuUsage();
  for (let run = 0; run < runs; run++) {
    expression.lastIndex = 0;
    // Another text each time: V8 remembers what it found in the last one.
    `${text}${run}`.replace(expression, "");
  }
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}

/** @returns what grows too fast: nothing, or the worst text's beginning and how it grew */
function growthOf({ pattern, flags }: Pick<Expression, "pattern" | "flags">): string | undefined {
  const expression = new RegExp(pattern, flags);
  for (const pump of pumps({ pattern })) {
    for (const length of lengths) {
      const times = Math.ceil(length / (pump(1).length - 2));
      const once = costOf(expression, pump(times), 1);
      if (once < measurable) continue;
      const runs = Math.min(40, Math.ceil(enough / once));
      const grown = () => {
        const whole = costOf(expression, pump(times), runs);
        return whole < enough / 2
          ? 0
          : whole / Math.max(1, costOf(expression, pump(Math.ceil(times / 2)), runs));
      };
      // What grows so does it each time; a collector, or a processor that slows down, does not meet the longer text alone.
      let least = Infinity;
      for (let time = 0; time < 3 && least > mostGrowth; time++) least = Math.min(least, grown());
      if (least > mostGrowth)
        return `${JSON.stringify(pump(2))}…: ${least.toFixed(1)} times for twice the text`;
    }
  }
  return undefined;
}

test("every expression of the source is looked at; one is made while it runs, of our own words", () => {
  expect(written.length).toBeGreaterThan(80);
  expect(found.filter(({ made }) => made).map(({ file }) => file)).toEqual([
    "src/checkins/words.ts",
  ]);
});

describe("in proportion to the text", () => {
  const files = Map.groupBy(written, ({ from }) => from);
  test.each([...files.keys()])("%s", { timeout: 60_000 }, (file) => {
    const grown = (files.get(file) ?? []).flatMap((one) => {
      const grows = growthOf(one);
      return grows === undefined ? [] : [`/${one.pattern}/${one.flags} ${grows}`];
    });
    expect(grown).toEqual([]);
  });
});

test.each([
  ["/+$", ""],
  ["^(a+)+$", ""],
  ["(\\s*\\d+)*x", "u"],
  ["<([^>]*)>.*<", "g"],
])("a careless one is found: /%s/%s", { timeout: 60_000 }, (pattern, flags) =>
  expect(growthOf({ pattern, flags })).toMatch(/times for twice/),
);
