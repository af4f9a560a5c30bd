import { expect, test } from "vitest";
import { runScript } from "./run-script.ts";

/** Each is a world of its own on the real database; `npm run torture taken` makes 2,000. */
const schedules = 30;

test(`taken as its step ends, ${schedules} times: nobody is asked after that`, async () => {
  const stdout = await runScript("taken-or-asked.ts", schedules);
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
  // Milliseconds between the take's commit and the last page that still began.
  expect(counts["latest"]).toBeLessThan(250);
});
