import { describe, expect, it } from "vitest";
import { run } from "../../tools/check/run.ts";
import {
  closingLine,
  countTests,
  lineOf,
  type Outcome,
  type VitestReport,
} from "../../tools/check/tally.ts";

const report = (...statuses: string[]): VitestReport => ({
  testResults: [
    {
      name: "a.test.ts",
      status: "passed",
      assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
    },
  ],
});
const outcome = (part: Partial<Outcome>): Outcome => ({
  name: "lint",
  passed: 1,
  failed: 0,
  skipped: [],
  output: "",
  took: 1_234,
  ...part,
});

describe("what a run of vitest counts", () => {
  it("is its tests", () => {
    expect(countTests(report("passed", "passed", "failed"), 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: [],
      notes: [],
    });
  });

  it("names what did not run, whatever the reason", () => {
    expect(countTests(report("passed", "skipped", "todo", "pending"), 0)).toMatchObject({
      passed: 1,
      failed: 0,
      skipped: ["test 1", "test 2", "test 3"],
    });
  });

  it("fails without a test, without a report, and by vitest's own word", () => {
    expect(countTests(report(), 0)).toMatchObject({
      failed: 1,
      notes: ["there was no test to run"],
    });
    expect(countTests({ testResults: [] }, 1)).toMatchObject({
      failed: 1,
      notes: ["there was no test to run"],
    });
    expect(countTests(undefined, 0)).toMatchObject({
      failed: 1,
      notes: ["vitest ended without a report"],
    });
    expect(countTests(report("passed"), undefined)).toMatchObject({
      passed: 1,
      failed: 1,
      notes: ["every test passed, and yet vitest failed"],
    });
  });

  it("fails for each file that broke before its tests were known", () => {
    const broken = {
      testResults: [
        ...report("passed").testResults,
        { name: "b.test.ts", status: "failed", message: "no such file", assertionResults: [] },
      ],
    };
    expect(countTests(broken, 1)).toMatchObject({
      passed: 1,
      failed: 1,
      notes: ["b.test.ts broke outside its tests: no such file"],
    });
  });
});

describe("what a person reads", () => {
  it("is a line a check", () => {
    expect(lineOf(outcome({}))).toBe("✓ lint 1.2 s");
    expect(lineOf(outcome({ passed: 0, failed: 1 }))).toBe("✗ lint 1.2 s");
    expect(lineOf(outcome({ passed: 40 }))).toBe("✓ lint 1.2 s: 40 passed");
    expect(lineOf(outcome({ passed: 39, failed: 2, skipped: ["a"] }))).toBe(
      "✗ lint 1.2 s: 2 of 41 failed, 1 skipped",
    );
  });

  it("closes with the sum", () => {
    expect(closingLine([outcome({}), outcome({ passed: 40 })])).toBe("41 passed, 0 failed");
    expect(closingLine([outcome({}), outcome({ passed: 3, failed: 2, skipped: ["a", "b"] })])).toBe(
      "4 passed, 2 failed, 2 skipped",
    );
  });
});

describe("running a command", () => {
  it("tells its exit code and what it printed", async () => {
    expect(await run("tsc", ["--version"], new AbortController().signal)).toEqual({
      code: 0,
      output: expect.stringContaining("Version 7"),
    });
    expect(await run("tsc", ["--no-such-option"], new AbortController().signal)).toEqual({
      code: 1,
      output: expect.stringContaining("no-such-option"),
    });
  });

  it("ends when its time is up, and does not begin after that", async () => {
    const began = performance.now();
    const stop = new AbortController();
    const watching = run("tsc", ["-p", ".", "--watch"], stop.signal);
    stop.abort();
    expect((await watching).code).not.toBe(0);
    expect((await run("tsc", ["-p", ".", "--watch"], stop.signal)).code).not.toBe(0);
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
