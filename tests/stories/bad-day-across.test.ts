import { test } from "vitest";
import { badDay, badDayFile } from "../support/bad-day.ts";
import { stories } from "../support/stories.ts";

/** Ana and Priya are on Slack; Ben, Sam and Dana in Teams. */
const world = stories({
  file: badDayFile,
  lives: { ana: ["slack"], priya: ["slack"], ben: ["teams"], sam: ["teams"], dana: ["teams"] },
});

test("J1: a bad day across platforms: who helps and who listens are in Teams, the agent is on Slack", async () => {
  await badDay(world);
});
