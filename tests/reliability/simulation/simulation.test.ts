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
  requests: 32,
  "requests resolved": 26,
  "requests withdrawn": 5,
  commits: 230,
  timers: 380,
  "calls shown": 1_470,
  "calls unsure": 128,
  "calls throttled": 50,
  "calls failed": 50,
  "calls unreachable": 11,
  outages: 6,
  unanswered: 1,
  "breaks begun": 18,
  "breaks ended": 23,
  "breaks after a hard call": 9,
  "follows rung": 32,
  prompts: 20,
  rounds: 1,
  searches: 11,
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
