import { afterEach, expect, test, vi } from "vitest";
import { stories } from "../support/stories.ts";

/*
 * What is pressed on one platform shows on the other with nothing between: no look of the clock, no
 * timer, no time that passes. Ana is on Slack, Ben and Priya in Teams, Sam on both.
 */

const world = stories({
  lives: { ana: ["slack"], ben: ["teams"], priya: ["teams"], sam: ["slack", "teams"] },
});
const samInTeams = () => world().on("teams", "sam");
let release: () => void = () => undefined;
afterEach(() => {
  release();
  vi.restoreAllMocks();
});

/** The clock is in the middle of a look, which does not end: what only its looks bring stays away. */
async function clockStandsStill(): Promise<void> {
  await world().settled();
  const { promise, resolve } = Promise.withResolvers<void>();
  const { db } = world().app.parts;
  const look = db.sweep.bind(db);
  const held = vi.spyOn(db, "sweep").mockImplementation(async (...asked) => {
    await promise;
    return look(...asked);
  });
  release = resolve;
  await expect.poll(() => held.mock.calls.length).toBeGreaterThan(0);
}

test("E13: taken in Teams, the cards on Slack change at once, and the agent hears it", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await samInTeams().sees("Ana needs help now.");
  await clockStandsStill();
  await samInTeams().clicks("I've got it");
  await sam.losesButton("I've got it");
  await priya.losesButton("I've got it");
  await ana.hears("Sam has it.");
  await samInTeams().clicks("I'm with Ana");
  await sam.losesButton("I'm with Ana");
  await ana.sees("Sam is with you");
});

test("E13: taken on Slack, the cards in Teams change at once, and the agent there reads it", async () => {
  const { ben, sam, priya } = world();
  await ben.types("/escalate");
  await priya.hears("Ben needs help now. Billing, phone.");
  await sam.sees("Ben needs help now.");
  await clockStandsStill();
  await sam.clicks("I've got it");
  await priya.losesButton("I've got it");
  await samInTeams().losesButton("I've got it");
  await ben.hears("Sam has it.");
  await sam.clicks("Done");
  await ben.sees("Sam");
  await samInTeams().losesButton("Give back");
});
