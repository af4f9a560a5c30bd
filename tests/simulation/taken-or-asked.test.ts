import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/* RELIABILITY 9, in a process of its own, because a world takes over its clocks. */

const script = fileURLToPath(new URL("taken-or-asked.ts", import.meta.url));

test("2,000 times somebody takes it as its step ends: nobody is asked after that, and whoever was being asked reads who has it", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, "2000"]);
  const counts = JSON.parse(stdout) as Record<string, number>;
  expect(counts).toMatchObject({
    schedules: 2_000,
    taken: 2_000,
    decidedAfter: 0,
    twice: 0,
    notSaid: 0,
    faults: 0,
  });
  // Both ways round, and in the middle of it: else there was nothing to see.
  expect(Math.min(counts["first"] ?? 0, counts["askedOn"] ?? 0)).toBeGreaterThan(300);
  expect(counts["underWay"]).toBeGreaterThan(20);
  // Milliseconds between the take's commit and the last page that still began.
  expect(counts["latest"]).toBeLessThan(250);
});
