import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/* In a process of its own, because a simulation takes over its clocks. */

/** Each is a world of its own on the real database, so they are fewer than a memory could make. */
const schedules = Number(process.env["SCHEDULES"] ?? 60);

const script = fileURLToPath(new URL("taken-or-asked.ts", import.meta.url));

test(`${schedules} times somebody takes it as its step ends: nobody is asked after that, and whoever was being asked reads who has it`, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(schedules)]);
  const counts = JSON.parse(stdout) as Record<string, number>;
  expect(counts).toMatchObject({
    schedules,
    taken: schedules,
    decidedAfter: 0,
    twice: 0,
    notSaid: 0,
    faults: 0,
  });
  // Both ways round, and in the middle of it: else there was nothing to see.
  expect(Math.min(counts["first"] ?? 0, counts["askedOn"] ?? 0)).toBeGreaterThan(schedules * 0.15);
  // One schedule in a hundred has a page on its way just then.
  if (schedules >= 2_000) expect(counts["underWay"]).toBeGreaterThan(20);
  // Milliseconds between the take's commit and the last page that still began.
  expect(counts["latest"]).toBeLessThan(250);
});
