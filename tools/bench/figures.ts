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
  ...{ count: values.length, median: percentile(values, 0.5), p99: percentile(values, 0.99), most: Math.max(0, ...values) },
});

/** One line of the report: a figure, what it has to be, and whether it is. */
export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly goal?: string;
  readonly reached?: boolean;
}

/** Aligned columns. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, figure, goal = "", reached }) => [
    what,
    figure,
    goal,
    reached === undefined ? "" : reached ? "yes" : "NO",
  ]);
  const head = ["", "measured", "goal", "reached"];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
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
  return { what, figure: `${round(value)} ${unit}`, goal: `≤ ${limit} ${unit}`, reached: value <= limit };
}

export const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
