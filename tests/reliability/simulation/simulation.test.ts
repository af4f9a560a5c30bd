import { expect, test } from "vitest";
import { runScript } from "./run-script.ts";

/*
 * Simulated days: the real core, sender, clock, auditor and rules. Two to four instances run on one
 * real PostgreSQL, and everything around them goes wrong.
 */

/** As many as npm test has time for; `npm run torture days` lives more. Five kinds take turns. */
const seeds = 10;

interface Report {
  readonly broken: readonly (readonly [seed: number, what: string])[];
  readonly marks: readonly (readonly [seed: number, mark: string])[];
  readonly counts: Readonly<Record<string, number>>;
}

const report = async (from: number, end: number): Promise<Report> =>
  JSON.parse((await runScript("main.ts", from, end, "--json")).trim()) as Report;

const half = seeds / 2;
const reports = Promise.all([report(0, half), report(half, seeds)]);
// Each test that awaits it fails; nobody has to hear of it besides.
reports.catch(() => undefined);

/**
 * What must happen in these days: a day in which nothing goes wrong proves nothing. Each is about
 * half of what was counted when the number of days was chosen.
 */
const least: Readonly<Record<string, number>> = {
  requests: 45,
  "requests resolved": 35,
  "requests withdrawn": 7,
  commits: 285,
  timers: 415,
  "calls shown": 1_600,
  "calls unsure": 55,
  "calls throttled": 30,
  "calls failed": 18,
  "calls unreachable": 12,
  outages: 4,
  unanswered: 1,
  "breaks begun": 23,
  "breaks ended": 30,
  "breaks after a hard call": 6,
  "follows rung": 29,
  prompts: 30,
  rounds: 1,
  searches: 14,
  talks: 3,
};

test("no law is broken in any day", async () => {
  const broken = (await reports)
    .flatMap((one) => one.broken)
    .map(([seed, what]) => `${what}\n  again: node tests/reliability/simulation/main.ts ${seed}`);
  expect(broken).toEqual([]);
});

test("enough goes wrong in these days to mean something", async () => {
  const all = (await reports).map(({ counts }) => counts);
  for (const [what, atLeast] of Object.entries(least))
    expect(
      all.reduce((sum, counts) => sum + (counts[what] ?? 0), 0),
      what,
    ).toBeGreaterThanOrEqual(atLeast);
});

test("a seed is a day: alone in another process, it is the same, line by line", async () => {
  const marks = new Map((await reports).flatMap((one) => one.marks));
  expect(new Set(marks.values()).size).toBe(seeds);
  // Before the watcher had a database of its own, this day was two on a busy machine.
  const seed = 2;
  const alone = await report(seed, seed + 1);
  expect(alone.marks).toEqual([[seed, marks.get(seed)]]);
});
