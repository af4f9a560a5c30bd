import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

/** The value below which a share of them lies, by nearest rank; 0 when there are none. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

export const spread = (values: readonly number[]): Spread => ({
  count: values.length,
  median: percentile(values, 0.5),
  p99: percentile(values, 0.99),
  most: Math.max(0, ...values),
});

/** One line of the report: a figure, its goal, and whether it is met. */
export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly goal?: string;
  readonly reached?: boolean;
}

/** Aligned columns. */
function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, figure, goal = "", reached }) => [
    what,
    figure,
    goal,
    reached === undefined ? "" : reached ? "yes" : "NO",
  ]);
  const head = ["", "measured", "goal", "reached"];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** `at most`: a figure with its unit against its limit. */
export function atMost(what: string, value: number, limit: number, unit: string): Line {
  return {
    what,
    figure: `${round(value)} ${unit}`,
    goal: `≤ ${limit} ${unit}`,
    reached: value <= limit,
  };
}

export const round = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export const print = (lines: readonly Line[]): void => console.log(`\n${table(lines)}\n`);

export const results = join(import.meta.dirname, "../../bench-results");

/** One file for each kind of run, with when and where it was; read again for the picture. */
export function save(kind: string, report: object): void {
  mkdirSync(results, { recursive: true });
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model,
    memory: totalmem(),
    node: process.version,
  };
  writeFileSync(
    join(results, `${kind}.json`),
    `${JSON.stringify({ at: new Date().toISOString(), machine, ...report }, undefined, 2)}\n`,
  );
  console.log(`written to bench-results/${kind}.json`);
}

/**
 * The figures of the last run of this kind, if there is one. `save` wrote them, perhaps in an older
 * version.
 */
export function load<Report extends object>(kind: string): Partial<Report> | undefined {
  const file = join(results, `${kind}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Report>) : undefined;
}
