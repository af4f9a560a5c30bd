import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeTemplate } from "../../tests/reliability/simulation/database/open.ts";
import { type Plant, plants } from "./plants.ts";

/*
 * `node tools/torture/plant.ts [a word of the name] [--days]` tests the tests. It plants one fault
 * at a time into a copy of the tree. It runs the simulated days and the orders of two transactions,
 * or the days alone. It prints a table: which of them found the fault, and how.
 */

const root = path.resolve(import.meta.dirname, "..", "..");
const seeds = Number(process.env["SEEDS"] ?? 10);
const left = new Set(["node_modules", ".git", "bench-results", "dist"]);

interface Found {
  readonly found: boolean;
  readonly how: string;
}

function inCopy(
  plant: Plant,
  look: (folder: string) => readonly [Found, Found],
): readonly [Found, Found] {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-plant-"));
  try {
    cpSync(root, folder, {
      recursive: true,
      filter: (from) => !left.has(path.relative(root, from).split(path.sep)[0] ?? ""),
    });
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    const file = path.join(folder, plant.file);
    for (const { find, put } of [plant, ...(plant.also === undefined ? [] : [plant.also])]) {
      const text = readFileSync(file, "utf8");
      if (text.split(find).length !== 2)
        throw new Error(`${plant.name}: its place is not there once`);
      writeFileSync(
        file,
        text.replace(find, () => put),
      );
    }
    return look(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(folder: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", SIMULATION_TEMPLATE: JSON.stringify(template) },
    maxBuffer: 100_000_000,
    timeout: 1_200_000,
  });
  return { status, output: `${stdout}\n${stderr}` };
}

/** One day after the other, until one breaks a law. */
function days(folder: string): Found {
  const args = ["tests/reliability/simulation/main.ts", "0", String(seeds), "--first"];
  const { status, output } = run(folder, args);
  const line = output.split("\n").find((each) => /^seed \d+ /.test(each));
  const how = line === undefined ? `exit ${status}` : `on ${line.slice(0, 120)}`;
  return { found: status !== 0, how };
}

function orders(folder: string): Found {
  const vitest = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project",
    "disasters",
    "tests/interleaving",
  ];
  const { status, output } = run(folder, vitest);
  const names = [...output.matchAll(/^ FAIL .*? > (.*)$/gm)].map((match) =>
    (match[1] ?? "").replace(/^.* > /, ""),
  );
  return {
    found: status !== 0,
    how:
      names.length === 0
        ? `exit ${status}`
        : `${new Set(names).size} tests; ${(names[0] ?? "").slice(0, 90)}`,
  };
}

const [wanted] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const say = (line: string) => process.stdout.write(`${line}\n`);
const template = await makeTemplate();
say("| planted | simulated days | every order |\n|---|---|---|");
let missed = 0;
for (const plant of plants.filter(({ name }) => wanted === undefined || name.includes(wanted))) {
  const [many, few] = inCopy(plant, (folder) => [
    days(folder),
    process.argv.includes("--days") ? { found: false, how: "" } : orders(folder),
  ]);
  if (!many.found && !few.found) missed += 1;
  const cell = ({ found, how }: Found) => (found ? `found (${how})` : "missed");
  say(`| ${plant.name} | ${cell(many)} | ${cell(few)} |`);
}
process.exitCode = missed > 0 ? 1 : 0;
await template.stop();
