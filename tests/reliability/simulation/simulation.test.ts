import { expect, test } from "vitest";
import { runScript } from "./run-script.ts";

/*
 * Simulated days: the real core, sender, clock, auditor and rules. Two to four instances run on one
 * real PostgreSQL, and everything around them goes wrong.
 */

/** As many as npm test has time for; `npm run torture days` lives more. Five kinds take turns. */
const [first, middle, end] = [3, 6, 10];

interface Report {
  readonly broken: readonly (readonly [seed: number, what: string])[];
  readonly marks: readonly (readonly [seed: number, mark: string])[];
  readonly counts: Readonly<Record<string, number>>;
}

const report = async (from: number, end: number): Promise<Report> =>
  JSON.parse((await runScript("main.ts", from, end, "--json")).trim()) as Report;

const reports = Promise.all([report(first, middle), report(middle, end)]);
// Each test that awaits it fails; nobody has to hear of it besides.
reports.catch(() => undefined);

/**
 * What must happen in these days: a day in which nothing goes wrong proves nothing. Each is about
 * half of what was counted when the number of days was chosen.
 */
const least: Readonly<Record<string, number>> = {
  requests: 33,
  "requests resolved": 29,
  "requests withdrawn": 4,
  commits: 270,
  timers: 506,
  "calls shown": 2_123,
  "calls unsure": 79,
  "calls throttled": 41,
  "calls failed": 30,
  "calls unreachable": 3,
  outages: 13,
  unanswered: 4,
  "breaks begun": 25,
  "breaks ended": 32,
  "breaks after a hard call": 16,
  "follows rung": 71,
  prompts: 21,
  rounds: 1,
  searches: 12,
  talks: 4,
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
  expect(new Set(marks.values()).size).toBe(end - first);
  // Of the kind that was two days on a busy machine, before the watcher had a database of its own.
  const seed = 7;
  const alone = await report(seed, seed + 1);
  expect(alone.marks).toEqual([[seed, marks.get(seed)]]);
});
