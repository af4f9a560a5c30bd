/** What one check came to. A check that counts no tests of its own counts as one. */
export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run, by full name: a person reads them, so none is skipped in silence. */
  readonly skipped: readonly string[];
  /** Printed when something failed. */
  readonly output: string;
  /** In milliseconds. */
  readonly took: number;
}

/** What vitest's JSON reporter writes, as far as it is counted here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

type Counts = Pick<Outcome, "passed" | "failed" | "skipped"> & {
  readonly notes: readonly string[];
};

/**
 * Counts vitest's tests. It counts as failures what vitest's own numbers leave out. These are a
 * file that broke before its tests were known, a run without tests, a run that failed though every
 * test passed, and no report.
 */
export function countTests(report: VitestReport | undefined, code: number | undefined): Counts {
  if (report === undefined)
    return { passed: 0, failed: 1, skipped: [], notes: ["vitest ended without a report"] };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const failing = tests.filter((test) => test.status === "failed").length;
  const skipped = tests
    .filter((test) => test.status !== "passed" && test.status !== "failed")
    .map((test) => test.fullName);
  const notes = report.testResults
    .filter(
      (file) =>
        file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
    )
    .map((file) => `${file.name} broke outside its tests: ${file.message ?? ""}`);
  if (tests.length === 0 && notes.length === 0) notes.push("there was no test to run");
  if (code !== 0 && failing + notes.length === 0)
    notes.push("every test passed, and yet vitest failed");
  return { passed, failed: failing + notes.length, skipped, notes };
}

/** A line for a check: `✓ lint 1.2 s`, `✗ rules 3.0 s: 2 of 40 failed`. */
export function lineOf({ name, passed, failed, skipped, took }: Outcome): string {
  const total = passed + failed;
  const ran = failed > 0 ? `${failed} of ${total} failed` : `${passed} passed`;
  const counts = total === 1 && skipped.length === 0 ? "" : `: ${ran}${skippedOf(skipped.length)}`;
  return `${failed > 0 ? "✗" : "✓"} ${name} ${(took / 1_000).toFixed(1)} s${counts}`;
}

const skippedOf = (count: number): string => (count > 0 ? `, ${count} skipped` : "");

/** The last line of `npm test`. */
export function closingLine(outcomes: readonly Outcome[]): string {
  const sum = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const skipped = sum((outcome) => outcome.skipped.length);
  const passed = sum((outcome) => outcome.passed);
  const failed = sum((outcome) => outcome.failed);
  return `${passed} passed, ${failed} failed${skippedOf(skipped)}`;
}
