import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./check/run.ts";
import { closingLine, countTests, lineOf, type Outcome, type VitestReport } from "./check/tally.ts";
import { place } from "../tests/support/place.ts";

/*
 * `npm test`: every check the project has. All run, even when one fails; a line each, and the full
 * output of what failed. Checks of the text come first, two at a time. Then vitest's projects run
 * one after another, each on both cores. The last two overlap: the browser tests run while
 * disasters wait. The simulation only computes, so it runs behind all others from the beginning.
 */

type Check = (signal: AbortSignal) => Promise<Omit<Outcome, "took">>;

const texts: readonly Check[] = [
  command("format", "oxfmt", ["--check", "."], "`npm run format` mends it."),
  command("lint", "oxlint", []),
  command("unused code", "knip", ["--no-progress"]),
  command("types", "tsc", ["-p", "."]),
  command("types of the page", "tsc", ["-p", "playground/page"]),
];
const projects: readonly Check[] = ["rules", "parts", "stories", "stories-teams"].map((name) =>
  project(name),
);
/**
 * Disasters mostly wait for platforms and databases that are away. The browser tests run meanwhile.
 */
const besides: readonly Check[] = [project("disasters"), project("browser")];
const behind: readonly Check[] = [project("simulation", true)];

/** Two slow cores take twenty minutes, and busy ones longer: only what hangs is ended. */
const bound = 40 * 60_000;

/** A check that passes or fails as a whole, by its exit code. */
function command(name: string, tool: string, args: readonly string[], remedy = ""): Check {
  return async (signal) => {
    const { code, output } = await run(tool, args, signal);
    return {
      name,
      passed: code === 0 ? 1 : 0,
      failed: code === 0 ? 0 : 1,
      skipped: [],
      output: `${output}${remedy}`,
    };
  };
}

/** One of vitest's projects; its tests are counted. */
function project(name: string, isBehind = false): Check {
  return async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), "handrail-check-"));
    try {
      const file = join(folder, "report.json");
      const args = [
        "run",
        `--project=${name}`,
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${file}`,
      ];
      const { code, output } = await run("vitest", args, signal, isBehind);
      const { notes, ...counts } = countTests(readReport(file), code);
      return { name, ...counts, output: [output, ...notes].join("\n") };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  } catch {
    return undefined;
  }
}

/** Runs checks, `width` at a time, and says at once how each went. */
async function runAll(
  checks: readonly Check[],
  width: number,
  signal: AbortSignal,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = checks.values();
  const worker = async () => {
    for (const check of waiting) {
      const began = performance.now();
      const outcome = { ...(await check(signal)), took: performance.now() - began };
      outcomes.push(outcome);
      console.log(lineOf(outcome));
      for (const test of outcome.skipped) console.log(`  skipped: ${test}`);
      if (outcome.failed > 0) console.log(`\n${outcome.output.trim()}\n`);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return outcomes;
}

const stop = new AbortController();
const clock = setTimeout(() => {
  console.log(
    `The checks have run for ${bound / 60_000} minutes, which is the limit. ` +
      "Checks that have not ended count as failed.",
  );
  stop.abort();
}, bound);
// The checks have process groups of their own, so Ctrl-C does not reach them by itself.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => stop.abort());

// Files that the projects leave there are deleted with it. A migrated database that one makes is
// there for the next.
const folder = mkdtempSync(join(place, "hr-"));
// PostgreSQL runs as another user, who must get in.
chmodSync(folder, 0o755);
process.env["HANDRAIL_PLACE"] = folder;
// What one project compiled, the next only loads.
process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const filling = runAll(behind, 1, stop.signal);
const inTurn = [
  ...(await runAll(texts, 2, stop.signal)),
  ...(await runAll(projects, 1, stop.signal)),
  ...(await runAll(besides, 2, stop.signal)),
];
const outcomes = [...inTurn, ...(await filling)];
clearTimeout(clock);
console.log(closingLine(outcomes));
process.exitCode = outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0;
