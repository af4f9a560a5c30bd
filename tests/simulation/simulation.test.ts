import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Template, makeTemplate } from "./database/open.ts";

/*
 * Simulated days: the real core, sender, clock, auditor and rules, two to four instances on a real PostgreSQL, a day each,
 * and everything around them going wrong. Each run is a process, because a simulation takes over its clocks.
 */

const main = fileURLToPath(new URL("main.ts", import.meta.url));
/** `SEEDS=500` for a longer night. */
const seeds = Number(process.env["SEEDS"] ?? 30);

let template: Template & { stop(): Promise<void> };
beforeAll(async () => {
  template = await makeTemplate();
}, 120_000);
afterAll(() => template?.stop());

interface Report {
  readonly broken: readonly (readonly [seed: number, what: string])[];
  readonly marks: readonly (readonly [seed: number, mark: string])[];
  readonly counts: Readonly<Record<string, number>>;
}

async function lives(...args: readonly (string | number)[]): Promise<string> {
  // What a day leaves behind is much and short-lived: with more room the collector has less to copy.
  const run = promisify(execFile)(
    process.execPath,
    ["--max-semi-space-size=64", main, ...args.map(String)],
    {
      maxBuffer: 100_000_000,
      env: { ...process.env, SIMULATION_TEMPLATE: JSON.stringify(template) },
    },
  );
  return run.catch((ended: { stdout: string }) => ended).then(({ stdout }) => stdout);
}
const report = async (from: number, end: number): Promise<Report> =>
  JSON.parse((await lives(from, end, "--json")).trim().split("\n").at(-1) ?? "") as Report;

test(`${seeds} days: nothing confirmed is lost, one winner, no step without its predecessor, everybody is told, nobody in a break is asked, a break ends once, one pair one meeting, what follows happens, and nothing of another organisation`, async () => {
  const half = Math.floor(seeds / 2);
  const reports = await Promise.all([report(0, half), report(half, seeds)]);
  const broken = reports
    .flatMap((one) => one.broken)
    .map(([seed, what]) => `${what}\n  again: node tests/simulation/main.ts ${seed}`);
  expect(broken).toEqual([]);
  // And the days were bad enough to mean something.
  const total = (what: string) => reports.reduce((sum, { counts }) => sum + (counts[what] ?? 0), 0);
  for (const [what, least] of Object.entries({
    ...{
      requests: 8,
      commits: 40,
      timers: 25,
      "calls shown": 200,
      "calls unsure": 5,
      "calls throttled": 5,
      "calls failed": 4,
    },
    ...{
      "calls unreachable": 0.5,
      outages: 0.3,
      unanswered: 0.1,
      "requests resolved": 5,
      "requests withdrawn": 0.3,
    },
    "requests overtaken": 0.01,
    ...{
      "breaks begun": 2,
      "breaks ended": 3,
      "breaks after a hard call": 1,
      "follows rung": 5,
      prompts: 2,
      rounds: 0.4,
      searches: 0.4,
      talks: 0.2,
    },
  }))
    expect(total(what), what).toBeGreaterThan(least * seeds);
});

test("a seed is a day: told again by the one command, it is the same, line by line", async () => {
  for (const seed of [2, 4]) {
    const [first, second] = await Promise.all([lives(seed), lives(seed)]);
    expect(first.split("\n").length).toBeGreaterThan(100);
    expect(second).toBe(first);
  }
  expect(await lives(1)).not.toBe(await lives(6));
});

test("a day does not depend on the days before it", async () => {
  const [alone, among] = [await report(7, 8), await report(5, 8)];
  expect(among.marks.at(-1)).toEqual(alone.marks[0]);
});
