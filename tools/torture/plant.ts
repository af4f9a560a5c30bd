import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Plant, plants } from "./plants.ts";

/*
 * `node tools/torture/plant.ts [a word of the name]` tests the tests. It plants one fault at a time
 * into a copy of the tree and runs both halves of the simulation. It prints a table: which half
 * found the fault, and how.
 */

const root = path.resolve(import.meta.dirname, "..", "..");
const seeds = Number(process.env["SEEDS"] ?? 60);
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
    env: { ...process.env, NO_COLOR: "1" },
    maxBuffer: 100_000_000,
    timeout: 240_000,
  });
  return { status, output: `${stdout}\n${stderr}` };
}

function days(folder: string, seeds: number): Found {
  const { status, output } = run(folder, ["tests/simulation/main.ts", "0", String(seeds)]);
  const lines = output.split("\n").filter((line) => /^seed \d+ /.test(line));
  const bad = new Set(lines.map((line) => line.split(" ")[1]));
  return {
    found: status !== 0,
    how:
      lines.length === 0
        ? `exit ${status}`
        : `${bad.size} of ${seeds} seeds; ${(lines[0] ?? "").slice(0, 110)}`,
  };
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

const wanted = process.argv[2];
const say = (line: string) => process.stdout.write(`${line}\n`);
say("| planted | many days, no database | every order, PostgreSQL |\n|---|---|---|");
let missed = 0;
for (const plant of plants.filter(({ name }) => wanted === undefined || name.includes(wanted))) {
  const [many, few] = inCopy(plant, (folder) => [
    days(folder, plant.seeds ?? seeds),
    orders(folder),
  ]);
  if (!many.found && !few.found) missed += 1;
  const cell = ({ found, how }: Found) => (found ? `found (${how})` : "missed");
  say(`| ${plant.name} | ${cell(many)} | ${cell(few)} |`);
}
process.exitCode = missed > 0 ? 1 : 0;
